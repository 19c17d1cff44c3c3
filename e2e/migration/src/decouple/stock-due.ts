/** SQL: what the stock of an order of the old code has to be, as the catalogue books it. @param status SQL */
export const stockDue = (status: string): string =>
  `CASE ${status} WHEN 'pending' THEN 'reserved' WHEN 'confirmed' THEN 'sold' ELSE 'released' END`;

/** SQL: the lines of an order, as the catalogue and messages write them. @param orderId SQL */
export const linesOf = (orderId: string): string =>
  `(SELECT jsonb_agg(jsonb_build_object('productId', product_id, 'quantity', quantity) ORDER BY line_no)
    FROM "order".order_line WHERE order_id = ${orderId})`;
