package io.tessera.provisioning.internal.delivery;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Outcome.Failed;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.provisioning.api.admin.DeliverySettings;
import io.tessera.store.spi.LaneKey;
import java.util.List;
import java.util.Optional;

/** Whether an account that is in the way of a creation is taken over. */
final class Adoption {
  private final DeliverySettings settings;
  private final Calls calls;
  private final LostAnswer lostAnswer;
  private final ObjectType type;
  private final TargetAttributes account;

  Adoption(
      DeliverySettings settings,
      Calls calls,
      LostAnswer lostAnswer,
      ObjectType type,
      TargetAttributes account) {
    this.settings = settings;
    this.calls = calls;
    this.lostAnswer = lostAnswer;
    this.type = type;
    this.account = account;
  }

  /** What is done about it. */
  sealed interface Verdict {
    /**
     * It is taken over.
     *
     * @param fromOthers whether whoever has it loses it
     */
    record Adopt(RemoteId remoteId, String remark, boolean fromOthers) implements Verdict {}

    /** A person has to decide. */
    record Refuse(String detail) implements Verdict {}

    /** It could not be looked at. */
    record Unclear(Failed why) implements Verdict {}
  }

  /**
   * @param refusal what the target said about the creation
   */
  Verdict decide(String refusal) {
    if (settings.adoption() == DeliverySettings.Adoption.NEVER) {
      return new Verdict.Refuse(refusal + " Existing accounts are not taken over here.");
    }
    return calls
        .read(new Lookup(type, null, account))
        .fold(
            this::decide,
            () -> new Verdict.Refuse(refusal),
            unreadable -> new Verdict.Unclear(unreadable.why()));
  }

  private Verdict decide(Reading.Found found) {
    boolean always = settings.adoption() == DeliverySettings.Adoption.ALWAYS;
    Optional<LaneKey> before = lostAnswer.otherOwner(found.remoteId());
    Optional<LaneKey> owner = before.filter(o -> !lostAnswer.isRetired(o));
    if (owner.isPresent() && lostAnswer.isBusy(owner.get())) {
      return new Verdict.Unclear(
          Outcome.failed(
              FailureKind.TRANSIENT,
              "The account belongs to " + owner.get().resource() + ", whose own changes wait."));
    }
    if (owner.isPresent() && !always) {
      return new Verdict.Refuse(
          "An account with this key exists and belongs to "
              + owner.get().resource()
              + ". Change one of the two.");
    }
    List<String> different = Differences.between(account, found.observed());
    List<String> contradicting =
        settings.correlateBy().stream().filter(different::contains).toList();
    if (settings.adoption() == DeliverySettings.Adoption.IF_CORRELATED
        && !contradicting.isEmpty()) {
      return new Verdict.Refuse(
          "An account with this key exists, but it differs in "
              + String.join(", ", contradicting)
              + " and is not taken over.");
    }
    return new Verdict.Adopt(found.remoteId(), remark(different, before), before.isPresent());
  }

  private static String remark(List<String> different, Optional<LaneKey> owner) {
    return "Adopted: it existed already"
        + owner.map(o -> " and belonged to " + o.resource()).orElse("")
        + (different.isEmpty() ? "." : "; it differed in " + String.join(", ", different) + ".");
  }
}
