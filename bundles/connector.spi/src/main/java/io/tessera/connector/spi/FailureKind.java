package io.tessera.connector.spi;

/** Why an operation failed; decides what the server does next. */
public enum FailureKind {
  /** The target was not reached or is not able just now; nothing was done. Tried again. */
  TRANSIENT,
  /** The target asks for fewer calls. Tried again, not before the time it names. */
  THROTTLED,
  /** On a creation: an account with this key exists. May be adopted. */
  CONFLICT,
  /** The account the remote id names does not exist any more. */
  GONE,
  /** The target refuses the values; trying again unchanged is useless. */
  INVALID,
  /** The target refuses our credentials or rights; concerns the target as a whole. */
  AUTHENTICATION,
  /** Our settings cannot work (wrong base DN, wrong path); concerns the target as a whole. */
  CONFIGURATION,
  /** The call may or may not have had its effect: a time-out, a connection lost after sending. */
  UNKNOWN
}
