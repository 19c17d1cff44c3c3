import type { RouteObject } from 'react-router';
import { SignedInOnly } from './account/signed-in-only.tsx';
import { SignInPage } from './account/sign-in.page.tsx';
import { SignUpPage } from './account/sign-up.page.tsx';
import { CartPage } from './cart/cart.page.tsx';
import { HomePage } from './catalog/home.page.tsx';
import { ListingPage } from './catalog/listing.page.tsx';
import { ProductPage } from './catalog/product.page.tsx';
import { CheckoutPage } from './checkout/checkout.page.tsx';
import { CrashPage } from './layout/crash.page.tsx';
import { NotFoundPage } from './layout/not-found.page.tsx';
import { ShopLayout } from './layout/shop-layout.tsx';
import { OrderPage } from './orders/order.page.tsx';
import { OrdersPage } from './orders/orders.page.tsx';

export const routes: RouteObject[] = [
  {
    element: <ShopLayout />,
    errorElement: <CrashPage />,
    children: [
      { path: '/', element: <HomePage /> },
      { path: '/products', element: <ListingPage /> },
      { path: '/products/:productId', element: <ProductPage /> },
      { path: '/sign-in', element: <SignInPage /> },
      { path: '/sign-up', element: <SignUpPage /> },
      {
        element: <SignedInOnly />,
        children: [
          { path: '/cart', element: <CartPage /> },
          { path: '/checkout', element: <CheckoutPage /> },
          { path: '/orders', element: <OrdersPage /> },
          { path: '/orders/:orderId', element: <OrderPage /> },
        ],
      },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
];
