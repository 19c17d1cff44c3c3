import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Charge, ChargeOutcome } from '@twinshop/payment-contracts';
import { PAYMENT_WORDS, type PaymentStatus } from '../../domain/payment-status.ts';
import { Payments } from '../../persistence/payments.ts';
import { ATTEMPT_MS, PaymentProvider, type ProviderAnswer } from '../../provider/payment-provider.ts';

const outcomeOf = (status: PaymentStatus): ChargeOutcome =>
  status === 'pending' ? 'unreachable' : PAYMENT_WORDS[status];

const isAnswer = (answer: ProviderAnswer): answer is ProviderAnswer & { word: 'captured' | 'declined' } =>
  answer.word === 'captured' || answer.word === 'declined';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;

/** Charges once for an order: asks until there is an answer or patience ends, always with the same key. */
@Injectable()
export class ChargeOrder {
  private readonly payments: Payments;
  private readonly provider: PaymentProvider;

  constructor(payments: Payments, provider: PaymentProvider) {
    this.payments = payments;
    this.provider = provider;
  }

  async run(charge: Charge, patienceMs: number): Promise<ChargeOutcome> {
    const [begun] = await this.payments.begin([charge]);
    if (begun!.status !== 'pending') return outcomeOf(begun!.status);
    const answer = await this.ask(charge, patienceMs);
    if (!isAnswer(answer)) return 'unreachable';
    const chargeId = answer.word === 'captured' ? answer.chargeId : null;
    return outcomeOf(await this.payments.settle({ orderId: charge.orderId, word: answer.word, chargeId }));
  }

  private async ask(charge: Charge, patienceMs: number): Promise<ProviderAnswer> {
    const until = Date.now() + patienceMs;
    const asksAgain = patienceMs > ATTEMPT_MS;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const answer = await this.provider.charge(charge, Math.max(until - Date.now(), 1));
      if (isAnswer(answer) || !asksAgain || Date.now() + wait >= until) return answer;
      await pause(wait);
    }
  }
}
