/** What is being done, and how much of it is done; `total` is 0 while it is not known. */
export type Progress = {
  phase: 'read' | 'import' | 'look_up' | 'restock' | 'place' | 'read_back' | 'ledger';
  done: number;
  total: number;
};

export type OnProgress = (progress: Progress) => void;
