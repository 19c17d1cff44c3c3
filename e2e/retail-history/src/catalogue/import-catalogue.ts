import { Readable } from 'node:stream';
import type { OnProgress } from '../progress.ts';
import { outcomeOf, refuseMalformed, type Outcome } from '../refusal.ts';
import { readHistory } from '../parse/read-history.ts';
import { expectBody, importResult } from '../shop/answers.ts';
import { HttpApi } from '../shop/http-api.ts';
import { adminSession, type Credentials } from '../shop/sessions.ts';
import { CatalogueBook, type Catalogue, type CatalogueProduct } from './build-catalogue.ts';

export type ImportOptions = {
  /** Files and folders. */
  files: readonly string[];
  baseUrl: string;
  admin: Credentials;
  onProgress?: OnProgress;
};

/** `products = imported + alreadyThere + every refused`; `lines.read = lines.used + every refused`. */
export type ImportReport = {
  files: string[];
  lines: { read: number; used: number; refused: Catalogue['refused'] };
  products: number;
  imported: number;
  /** Products whose sku the shop had before; they are left as they are. */
  alreadyThere: number;
  refused: { sku: string; code: string }[];
  categories: { slug: string; products: number }[];
};

/** One request for all products; it may take this long. */
const IMPORT_MS = 10 * 60_000;

/**
 * Makes the catalogue of the invoice lines and brings it into the shop by its public API. Nothing is sent before all
 * files have been read to their end; doing it again changes nothing.
 */
export function importCatalogue(options: ImportOptions): Promise<Outcome<ImportReport>> {
  const { files, baseUrl, admin, onProgress = () => {} } = options;
  return outcomeOf(async () => {
    const book = new CatalogueBook();
    const read = await readHistory(
      files,
      (line) => book.add(line),
      (done, total) => onProgress({ phase: 'read', done, total }),
    );
    if (!read.ok) throw refuseMalformed(read.malformed);
    const catalogue = book.catalogue();
    const api = new HttpApi(baseUrl, 1);
    try {
      await api.expectShop();
      const { imported, refused } = await send(api, admin, catalogue.products, onProgress);
      return reportOf(read.files, catalogue, imported, refused);
    } finally {
      await api.close();
    }
  });
}

type Refused = { line: number; code: string }[];

async function send(api: HttpApi, admin: Credentials, products: CatalogueProduct[], onProgress: OnProgress) {
  if (products.length === 0) return { imported: 0, refused: [] as Refused };
  const call = {
    method: 'POST',
    path: '/api/admin/products/import',
    attemptMs: IMPORT_MS,
    stream: { type: 'application/x-ndjson', open: () => Readable.from(ndjsonOf(products, onProgress)) },
  } as const;
  return expectBody(importResult, await adminSession(api, admin).call(call), call);
}

const LINES_PER_CHUNK = 100;

function* ndjsonOf(products: CatalogueProduct[], onProgress: OnProgress): Generator<string> {
  for (let from = 0; from < products.length; from += LINES_PER_CHUNK) {
    const chunk = products.slice(from, from + LINES_PER_CHUNK);
    yield chunk.map((product) => `${JSON.stringify(product)}\n`).join('');
    onProgress({ phase: 'import', done: from + chunk.length, total: products.length });
  }
}

function reportOf(files: string[], catalogue: Catalogue, imported: number, refused: Refused): ImportReport {
  const { products, linesRead, linesUsed } = catalogue;
  const categories = new Map<string, number>();
  for (const { category } of products) categories.set(category, (categories.get(category) ?? 0) + 1);
  return {
    files,
    lines: { read: linesRead, used: linesUsed, refused: catalogue.refused },
    products: products.length,
    imported,
    alreadyThere: refused.filter(({ code }) => code === 'sku_taken').length,
    refused: refused
      .filter(({ code }) => code !== 'sku_taken')
      .map(({ line, code }) => ({ sku: products[line - 1]?.sku ?? `line ${line}`, code })),
    categories: [...categories]
      .map(([slug, count]) => ({ slug, products: count }))
      .sort((a, b) => b.products - a.products),
  };
}
