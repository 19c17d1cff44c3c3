import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { AbandonPayment, ChargePayment, RefundPayment } from '@twinshop/payment-contracts';
import type { MessageOf } from '@twinshop/platform/messages';
import { Sealer } from '@twinshop/platform/secrets';
import { commandOf } from '../persistence/command.ts';
import { Payments, type BegunPayment, type ChargeAsked } from '../persistence/payments.ts';
import { together } from '../persistence/together.ts';
import { TakePaymentsBack } from '../use-cases/take-payments-back/take-payments-back.ts';
import { ChargeAndTell } from './charge-and-tell.ts';
import { PaymentAnswers } from './payment-answers.ts';

/**
 * What is asked of payments by message. The payment's own row is the inbox of these: a command that comes again finds it
 * as it is, and is answered again with what became of it, so that also a sender who lost the answer gets one.
 */
@Controller()
export class PaymentMessages {
  private readonly sealer: Sealer;
  private readonly begin: (charge: ChargeAsked) => Promise<BegunPayment>;
  private readonly charging: ChargeAndTell;
  private readonly answers: PaymentAnswers;
  private readonly refunds: TakePaymentsBack;

  constructor(
    sealer: Sealer,
    payments: Payments,
    charging: ChargeAndTell,
    answers: PaymentAnswers,
    refunds: TakePaymentsBack,
  ) {
    this.sealer = sealer;
    this.begin = together((charges) => payments.begin(charges));
    this.charging = charging;
    this.answers = answers;
    this.refunds = refunds;
  }

  @EventPattern<string>(ChargePayment.name)
  async charge(@Payload() message: MessageOf<typeof ChargePayment>): Promise<void> {
    const { orderId, amount, sealedSource } = message.data;
    const command = commandOf(message);
    const charge = { orderId, amount, source: this.sealer.open(sealedSource, orderId), command };
    const { status, ...begun } = await this.begin(charge);
    if (status === 'pending') await this.charging.run({ ...charge, ...begun });
    else await this.answers.repeat({ orderId, cause: command });
  }

  @EventPattern<string>(AbandonPayment.name)
  async abandon(@Payload() message: MessageOf<typeof AbandonPayment>): Promise<void> {
    await this.answers.abandon({ ...message.data, cause: commandOf(message) });
  }

  /** Tries at once, so that who waits for the delivery sees it done; what fails is repeated by the schedule. */
  @EventPattern<string>(RefundPayment.name)
  async refund(@Payload() message: MessageOf<typeof RefundPayment>): Promise<void> {
    const { orderId } = message.data;
    const status = await this.answers.requestRefund({ orderId, cause: commandOf(message) });
    if (status === 'refund_due') await this.refunds.refundNow(orderId);
  }
}
