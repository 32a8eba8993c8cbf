package io.tessera.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a caller's request cannot be carried out. Becomes the protocol's own error (a SCIM error
 * body, a problem+json document, a SOAP fault).
 *
 * @param path the attribute at fault; null when it is the request as a whole
 * @param detail what is wrong and what to do, for a person; never holds secrets
 */
public record Problem(Kind kind, @Nullable AttributePath path, String detail) {

  /** The kinds of problems. Doors map them to their status codes. */
  public enum Kind {
    /** A value is missing, of the wrong type or not allowed. */
    INVALID_VALUE,
    /** An attribute or path does not exist in the schema. */
    INVALID_PATH,
    /** A filter cannot be read or cannot be answered. */
    INVALID_FILTER,
    /** The request cannot be read at all. */
    INVALID_SYNTAX,
    /** A patch selects something that is not there. */
    NO_TARGET,
    /** The attribute cannot be changed by callers. */
    MUTABILITY,
    /** The value is taken by another resource. */
    UNIQUENESS,
    /** The resource does not exist. */
    NOT_FOUND,
    /** The request contradicts the present state, e.g. deleting something in use. */
    CONFLICT,
    /** The caller saw an older version than the present one. */
    STALE,
    /** The caller may not do this. */
    FORBIDDEN,
    /** More would have to be looked at, or answered, than the server allows. */
    TOO_MANY,
    /** The request is larger than the server allows. */
    TOO_LARGE,
    /** A cursor was never given out, or for another search. */
    INVALID_CURSOR,
    /** A number of results that cannot be answered. */
    INVALID_COUNT,
    /** The server is not set up for this. */
    NOT_SUPPORTED
  }

  public static Problem of(Kind kind, String detail) {
    return new Problem(kind, null, detail);
  }

  public static Problem at(Kind kind, AttributePath path, String detail) {
    return new Problem(kind, path, detail);
  }

  public Optional<AttributePath> where() {
    return Optional.ofNullable(path);
  }
}
