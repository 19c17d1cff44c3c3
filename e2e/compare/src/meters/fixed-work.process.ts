/** Does a fixed piece of arithmetic each time that it is asked to, and answers how many milliseconds it took. */
const ROUNDS = 5_000_000;

process.on('message', () => {
  process.send!(lap());
});
process.once('disconnect', () => process.exit());
// A terminal’s Ctrl-C comes here too; when to end is for whoever asks.
process.on('SIGINT', () => undefined);

// What is run for the first times is still being compiled.
for (let warmUp = 0; warmUp < 5; warmUp += 1) lap();
process.send!('ready');

function lap(): number {
  const began = performance.now();
  let state = 1;
  for (let round = 0; round < ROUNDS; round += 1) state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  const ms = performance.now() - began;
  // The result is looked at, or the whole loop could be left out.
  return state === 0 ? Number.NaN : ms;
}
