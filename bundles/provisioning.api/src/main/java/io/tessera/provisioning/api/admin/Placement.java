package io.tessera.provisioning.api.admin;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether a user or group has an account at a target, or why not.
 *
 * @param verdict what the next change does there
 * @param reason why, for people
 * @param account what is there; null when nothing is
 * @param operation the oldest that is not finished; null when all are
 * @param hindrances what keeps changes from being delivered at present, for people
 */
public record Placement(
    UUID target,
    String targetName,
    Verdict verdict,
    String reason,
    @Nullable Account account,
    @Nullable OperationView operation,
    List<String> hindrances) {
  public Placement {
    hindrances = List.copyOf(hindrances);
  }

  public Optional<Account> accountIfAny() {
    return Optional.ofNullable(account);
  }

  public Optional<OperationView> operationIfAny() {
    return Optional.ofNullable(operation);
  }

  /** What the next change does at a target. */
  public enum Verdict {
    /** It is sent there; an account is made if there is none. */
    ACCOUNT,
    /** The account ends. */
    END,
    /** Nothing is sent there. */
    NOTHING
  }
}
