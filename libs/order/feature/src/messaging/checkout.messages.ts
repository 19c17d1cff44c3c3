import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { StockRefused, StockReleased, StockReserved } from '@twinshop/catalog-contracts';
import { PaymentAbandoned, PaymentCaptured, PaymentDeclined } from '@twinshop/payment-contracts';
import type { Message, MessageOf } from '@twinshop/platform/messages';
import { Inbox } from '@twinshop/platform/messaging';
import { AdvanceCheckouts } from '../checkout-by-saga/advance-checkouts.ts';
import type { Happening } from '../domain/checkout-saga.ts';
import type { Heard } from '../domain/take-steps.ts';

type Answer = Message<{ heard: Heard }>;

const REFUSALS: Record<MessageOf<typeof StockRefused>['data']['reason'], Happening> = {
  out_of_stock: 'outOfStock',
  product_unavailable: 'productUnavailable',
};

/** What others answer to a checkout. All answers share their batches, whatever they say. */
@Controller()
export class CheckoutMessages {
  private readonly hear: (answer: Answer) => Promise<void>;

  constructor(inbox: Inbox, checkouts: AdvanceCheckouts) {
    this.hear = inbox.together('order.checkout', (tx, answers) =>
      checkouts.run(
        tx,
        answers.map(({ data }) => data.heard),
      ),
    );
  }

  @EventPattern<string>(StockReserved.name)
  stockReserved(@Payload() message: MessageOf<typeof StockReserved>): Promise<void> {
    return this.advance(message, 'stockReserved');
  }

  @EventPattern<string>(StockRefused.name)
  stockRefused(@Payload() message: MessageOf<typeof StockRefused>): Promise<void> {
    return this.advance(message, REFUSALS[message.data.reason]);
  }

  @EventPattern<string>(StockReleased.name)
  stockReleased(@Payload() message: MessageOf<typeof StockReleased>): Promise<void> {
    return this.advance(message, 'stockReleased');
  }

  @EventPattern<string>(PaymentCaptured.name)
  paymentCaptured(@Payload() message: MessageOf<typeof PaymentCaptured>): Promise<void> {
    return this.advance(message, 'paymentCaptured');
  }

  @EventPattern<string>(PaymentDeclined.name)
  paymentDeclined(@Payload() message: MessageOf<typeof PaymentDeclined>): Promise<void> {
    return this.advance(message, 'paymentDeclined');
  }

  @EventPattern<string>(PaymentAbandoned.name)
  paymentAbandoned(@Payload() message: MessageOf<typeof PaymentAbandoned>): Promise<void> {
    return this.advance(message, 'paymentAbandoned');
  }

  private advance(cause: Message<{ orderId: string }>, happening: Happening): Promise<void> {
    return this.hear({ ...cause, data: { heard: { orderId: cause.data.orderId, happening, cause } } });
  }
}
