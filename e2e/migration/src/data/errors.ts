/** A module can't be moved as things are; the message says what stands in the way, and what to do. */
export class CannotMove extends Error {
  constructor(module: string, reason: string) {
    super(`${module} can’t be moved: ${reason}`);
    this.name = 'CannotMove';
  }
}

/** Something did not come to pass in the time that it had. */
export class NotInTime extends Error {
  constructor(what: string, milliseconds: number) {
    super(`Never within ${milliseconds} ms: ${what}`);
    this.name = 'NotInTime';
  }
}

/** Transactions under way kept the fence from closing; it is open as before. */
export class StillInside extends Error {
  constructor(place: string, milliseconds: number) {
    super(`Transactions under way in ${place} did not end within ${milliseconds} ms; it is open as before.`);
    this.name = 'StillInside';
  }
}

/** Somebody else has decided something later. */
export class StaleEpoch extends Error {
  constructor(place: string, epoch: number) {
    super(
      `${place} is of a later epoch than ${epoch}: somebody else moves it. Look for another ./shop migrate, and begin again when it has ended.`,
    );
    this.name = 'StaleEpoch';
  }
}
