export type Role = 'customer' | 'admin';

/** Who is calling, as an access token says. */
export interface Actor {
  /** UUID */
  id: string;
  role: Role;
}
