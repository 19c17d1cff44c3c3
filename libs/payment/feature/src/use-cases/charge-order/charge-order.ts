import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Charge, ChargeOutcome } from '@twinshop/payment-contracts';
import { PAYMENT_WORDS, type PaymentStatus } from '../../domain/payment-status.ts';
import { Payments } from '../../persistence/payments.ts';
import {
  ATTEMPT_MS,
  PaymentProvider,
  type ChargeOfAge,
  type ProviderAnswer,
} from '../../provider/payment-provider.ts';

const outcomeOf = (status: PaymentStatus): ChargeOutcome =>
  status === 'pending' ? 'unreachable' : PAYMENT_WORDS[status];

const isLastWord = ({ word }: ProviderAnswer): boolean => word !== 'unknown' && word !== 'not asked';

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
    const { orderId } = charge;
    const answer = await this.ask({ ...charge, ageMs: begun!.ageMs }, patienceMs);
    switch (answer.word) {
      case 'captured':
        return outcomeOf(
          await this.payments.settle({ orderId, word: 'captured', chargeId: answer.chargeId }),
        );
      case 'declined':
        return outcomeOf(await this.payments.settle({ orderId, word: 'declined', chargeId: null }));
      case 'too late':
        return outcomeOf(await this.payments.abandon(charge));
      case 'unknown':
      case 'not asked':
        return 'unreachable';
    }
  }

  private async ask(charge: ChargeOfAge, patienceMs: number): Promise<ProviderAnswer> {
    const until = performance.now() + patienceMs;
    const asksAgain = patienceMs > ATTEMPT_MS;
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const answer = await this.provider.charge(charge, Math.max(Math.ceil(until - performance.now()), 1));
      if (isLastWord(answer) || !asksAgain || performance.now() + wait >= until) return answer;
      await pause(wait);
    }
  }
}
