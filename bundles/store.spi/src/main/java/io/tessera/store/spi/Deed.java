package io.tessera.store.spi;

import io.tessera.model.Attributes;
import java.util.UUID;

/**
 * What somebody did that is no change of an identity: a record of the journal without operations,
 * sealed and found like all others.
 *
 * @param object what it was done to, e.g. {@code target}, at most 64 characters
 * @param id of that
 * @param version of that afterwards; 0 where it has none
 * @param configuration version of the configuration afterwards; 0 when it is the same
 * @param facts what was done: names, paths and digests, never values. {@code action} is a word,
 *     {@code name} the object's, {@code changed} lists paths, {@code secrets} names of secrets that
 *     were set or removed
 */
public record Deed(
    Kind kind,
    String object,
    UUID id,
    long version,
    Change.Origin origin,
    long configuration,
    Attributes facts) {

  /** What it is about. */
  public enum Kind {
    /** The configuration, an administrator, a secret or a token. */
    CONFIGURE,
    /** A decision of an operator. */
    DECIDE,
    /** Somebody signed in or out, or was wrong. */
    SIGN_IN
  }

  /** Of something that has no version. */
  public Deed(Kind kind, String object, UUID id, Change.Origin origin, Attributes facts) {
    this(kind, object, id, 0, origin, 0, facts);
  }
}
