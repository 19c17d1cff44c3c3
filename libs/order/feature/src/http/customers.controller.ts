import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  Customer,
  orderFailures,
  Session,
  SignIn as SignInRequest,
  SignUp as SignUpRequest,
} from '@twinshop/order-contracts';
import { Authenticated, CurrentActor, type Actor } from '@twinshop/platform/auth';
import { fail, ok } from '@twinshop/platform/errors';
import { answer, ApiAnswer, ApiBodyProblems, ApiProblem, ApiTags } from '@twinshop/platform/http';
import { Customers } from '../persistence/customers.ts';
import { SignIn } from '../use-cases/sign-in/sign-in.ts';
import { SignUp } from '../use-cases/sign-up/sign-up.ts';

@ApiTags('Customers')
@Controller('api')
export class CustomersController {
  private readonly customers: Customers;
  private readonly signingUp: SignUp;
  private readonly signingIn: SignIn;

  constructor(customers: Customers, signingUp: SignUp, signingIn: SignIn) {
    this.customers = customers;
    this.signingUp = signingUp;
    this.signingIn = signingIn;
  }

  @Post('customers')
  @ApiAnswer(201, Customer, 'The new customer')
  @ApiBodyProblems()
  @ApiProblem(409, 'email_taken')
  async signUp(@Body({ schema: SignUpRequest }) body: SignUpRequest): Promise<Customer> {
    return answer(await this.signingUp.run(body), orderFailures);
  }

  @Post('sessions')
  @HttpCode(201)
  @ApiAnswer(201, Session, 'An access token for fifteen minutes')
  @ApiBodyProblems()
  @ApiProblem(401, 'bad_credentials')
  async signIn(@Body({ schema: SignInRequest }) body: SignInRequest): Promise<Session> {
    return answer(await this.signingIn.run(body), orderFailures);
  }

  @Get('customers/me')
  @Authenticated()
  @ApiAnswer(200, Customer, 'Who the token belongs to')
  async whoAmI(@CurrentActor() actor: Actor): Promise<Customer> {
    const found = await this.customers.find(actor.id);
    const { id, email, name } = answer(found === null ? fail('unauthenticated') : ok(found), orderFailures);
    return { id, email, name };
  }
}
