package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One acknowledged change, decision or sign-in as the journal keeps it for ever: who did what,
 * when, through which door.
 *
 * @param id time-ordered
 * @param type {@code User} or {@code Group}, or what else it was done to, e.g. {@code target}
 * @param resource the id of that
 * @param version of that after the change; 0 where it has none
 * @param causality the request that caused it, as its answer told in {@code X-Causality-Id}
 * @param configuration version of the configuration that selected the targets
 * @param facts what was done, of other kinds than changes of identities: {@code action}, {@code
 *     name} and more
 * @param position in the audit chain, from 1; null while it is not sealed
 * @param erased when what it changed was erased; null when it was not
 */
public record AuditRecord(
    UUID id,
    Instant at,
    Kind kind,
    String type,
    ResourceId resource,
    long version,
    String serviceProvider,
    String actor,
    String channel,
    String causality,
    long configuration,
    Attributes facts,
    @Nullable Long position,
    @Nullable Instant erased) {

  /** What was done. */
  public enum Kind {
    CREATE,
    UPDATE,
    DELETE,
    /** What other records of the identity say it was and became was erased, on request. */
    ERASE,
    /** The configuration, an administrator, a secret or a token was changed. */
    CONFIGURE,
    /** An operator decided something. */
    DECIDE,
    /** An administrator signed in or out, or somebody used a wrong password for one. */
    SIGN_IN
  }

  /** Whether it is about a user or group. */
  public boolean isOfResource() {
    return kind != Kind.CONFIGURE && kind != Kind.DECIDE && kind != Kind.SIGN_IN;
  }

  /** What was done, in one word; empty for changes of users and groups, whose kind says it. */
  public Optional<String> action() {
    return facts.text("action");
  }

  /** The name of what it was done to, where that has one. */
  public Optional<String> name() {
    return facts.text("name");
  }

  /** Paths of the configuration that changed, and names of secrets. */
  public List<String> changed() {
    return Stream.of("changed", "secrets")
        .flatMap(name -> facts.get(name).stream())
        .flatMap(list -> list.elements().stream())
        .flatMap(value -> value instanceof Value.Text text ? Stream.of(text.value()) : Stream.of())
        .toList();
  }

  public Optional<Long> positionIfSealed() {
    return Optional.ofNullable(position);
  }

  public Optional<Instant> erasedIfSo() {
    return Optional.ofNullable(erased);
  }
}
