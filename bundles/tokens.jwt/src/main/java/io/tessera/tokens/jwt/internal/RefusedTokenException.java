package io.tessera.tokens.jwt.internal;

/** A token that is not taken; says why, without anything of the token. */
final class RefusedTokenException extends Exception {
  private static final long serialVersionUID = 1L;

  RefusedTokenException(String why) {
    super(why, null, false, false);
  }
}
