import { Presets, SingleBar } from 'cli-progress';
import type { OnProgress, Progress } from '../progress.ts';

const LABELS: Record<Progress['phase'], string> = {
  read: 'reading the files',
  import: 'importing products',
  look_up: 'looking up products',
  restock: 'checking the stock',
  place: 'placing orders',
  read_back: 'reading orders back',
  ledger: "reading the provider's ledger",
};

/**
 * Shows progress on the terminal: a bar for each phase, with its rate and the time left. Without a terminal, one line when a
 * phase begins.
 */
export function progressBar(stream: NodeJS.WriteStream = process.stderr): {
  onProgress: OnProgress;
  stop: () => void;
} {
  let phase: Progress['phase'] | undefined;
  let bar: SingleBar | undefined;
  let startedAt = 0;

  const begin = (progress: Progress) => {
    bar?.stop();
    phase = progress.phase;
    startedAt = performance.now();
    if (!stream.isTTY) {
      stream.write(`${LABELS[progress.phase]}…\n`);
      return;
    }
    const format = `${LABELS[progress.phase].padEnd(30)} {bar} {value}/{total}  {rate}/s  {eta_formatted} left`;
    bar = new SingleBar(
      { format, stream, etaBuffer: 500, hideCursor: true, gracefulExit: false },
      Presets.shades_classic,
    );
    bar.start(progress.total, 0, { rate: 0 });
  };
  return {
    onProgress: (progress) => {
      if (progress.phase !== phase) begin(progress);
      bar?.setTotal(progress.total);
      bar?.update(progress.done, { rate: rateOf(progress.done, startedAt) });
    },
    stop: () => {
      bar?.stop();
      bar = undefined;
      phase = undefined;
    },
  };
}

function rateOf(done: number, startedAt: number): number {
  const seconds = (performance.now() - startedAt) / 1000;
  return seconds < 0.1 ? 0 : Math.round(done / seconds);
}
