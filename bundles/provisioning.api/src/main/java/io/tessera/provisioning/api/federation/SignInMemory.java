package io.tessera.provisioning.api.federation;

import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What signing in has to remember for a while, the same on every node and over restarts: sessions,
 * questions that are open, codes, and which messages have been seen. Contents are sealed; keys are
 * kept as SHA-256, so that what the database shows opens nothing.
 */
@ProviderType
public interface SignInMemory {
  /** What is remembered; the word is part of the key. */
  enum Kind {
    /** A sign-in that is under way at an identity provider. */
    DEPARTURE,
    /** Somebody who arrived and was asked something. */
    QUESTION,
    /** Somebody who is signed in. */
    SESSION,
    /** An administrator who is signed in with a browser. */
    CONSOLE,
    /** A request that came with a key of its sender's. */
    REQUEST,
    /** What such a request was answered. */
    ANSWER,
    /** What a service provider exchanges for an identity token. */
    CODE,
    /** An assertion or token that must not come twice. */
    SEEN,
    /** What identity tokens of ours are signed with; under a name that all nodes know. */
    KEY
  }

  /**
   * Remembers something.
   *
   * @param key at least 128 random bits for all but {@link Kind#SEEN}, {@link Kind#KEY}, {@link
   *     Kind#REQUEST} and {@link Kind#ANSWER}
   * @param content at most 64 KiB
   * @return false when the key is there already, which then stays as it is
   */
  boolean put(Kind kind, String key, String content, Duration life);

  /** What is remembered; empty when it never was, was taken, or its time is over. */
  Optional<String> get(Kind kind, String key);

  /** The same, for one caller only: it is forgotten with that. */
  Optional<String> take(Kind kind, String key);

  /**
   * Gives what is remembered another end: from now as long as this.
   *
   * @return false when it is not remembered (any more)
   */
  boolean prolong(Kind kind, String key, Duration life);
}
