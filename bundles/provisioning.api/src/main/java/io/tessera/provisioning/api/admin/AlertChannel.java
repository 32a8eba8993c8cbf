package io.tessera.provisioning.api.admin;

import io.tessera.model.Attributes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts go.
 *
 * @param name unique
 * @param settings without secrets; of a webhook {@code url}, of e-mail {@code host}, {@code port},
 *     {@code security}, {@code user}, {@code from}, {@code to}
 * @param secretsSet which secrets have a value: {@code secret} of a webhook, {@code password} of
 *     e-mail
 * @param conditions what is told; empty for everything
 * @param targets names of those whose state is told; empty for all
 * @param lastSent when this node last sent something successfully; null when it did not
 * @param lastFailure why the last attempt of this node failed; null when it did not
 */
public record AlertChannel(
    UUID id,
    String name,
    Type type,
    boolean enabled,
    Attributes settings,
    Set<String> secretsSet,
    Set<Condition> conditions,
    List<String> targets,
    @Nullable Instant lastSent,
    @Nullable String lastFailure,
    long version) {
  public AlertChannel {
    secretsSet = Set.copyOf(secretsSet);
    conditions = Set.copyOf(conditions);
    targets = List.copyOf(targets);
  }

  public Optional<Instant> lastSentIfAny() {
    return Optional.ofNullable(lastSent);
  }

  public Optional<String> lastFailureIfAny() {
    return Optional.ofNullable(lastFailure);
  }

  /** How alerts are sent. */
  public enum Type {
    WEBHOOK,
    EMAIL
  }

  /** What is worth an alert. */
  public enum Condition {
    TARGET_QUARANTINED,
    TARGET_TROUBLED,
    TARGET_ABSENT,
    /** One that had been quarantined, troubled or absent takes changes again. */
    TARGET_BACK,
    OPERATIONS_DEAD,
    REMOVALS_HELD,
    CONNECTOR_ROLLED_BACK,
    DATABASE,
    DISK,
    CERTIFICATE,
    AUDIT_CHAIN;

    /** How it is written: {@code target-back}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What an operator says about one.
   *
   * @param settings with secrets; one that is left out keeps its value, one without a value forgets
   *     it
   */
  public record Draft(
      String name,
      Type type,
      boolean enabled,
      Attributes settings,
      Set<Condition> conditions,
      List<String> targets) {
    public Draft {
      conditions = Set.copyOf(conditions);
      targets = List.copyOf(targets);
    }
  }

  /**
   * Whether a message went out.
   *
   * @param detail why not, or what the other side said
   */
  public record Attempt(boolean sent, String detail) {}
}
