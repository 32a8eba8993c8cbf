package io.tessera.provisioning.api.federation;

import io.tessera.model.Problem;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.DeliveryReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What became of somebody who arrived. */
public sealed interface Outcome {
  /**
   * They have an account here.
   *
   * @param change that made or changed the account; empty when nothing had to be
   * @param reports what the targets said that the sign-in waits for
   */
  record SignedIn(
      ResourceId identity,
      String userName,
      String displayName,
      String userStore,
      boolean created,
      Optional<UUID> change,
      List<DeliveryReport> reports)
      implements Outcome {
    public SignedIn {
      reports = List.copyOf(reports);
    }
  }

  /**
   * They have to say something first; then they arrive again, with the answers.
   *
   * @param questions what is asked, all of it on one page
   * @param userName the one that is proposed, or the one that exists and has to be proved
   * @param shown what the account would be made of, for people to read: path and value
   * @param problems what is wrong with the answers given so far, at {@code userName}, {@code
   *     password} or {@code proof}
   */
  record Asked(Set<Question> questions, String userName, List<Shown> shown, List<Problem> problems)
      implements Outcome {
    public Asked {
      questions = Set.copyOf(questions);
      shown = List.copyOf(shown);
      problems = List.copyOf(problems);
    }
  }

  /**
   * They are not let in. The reason is for the operator, in trace and log under the causality id;
   * the page says the {@link Why} and the id.
   */
  record Refused(Why why, String reason) implements Outcome {}

  /** One thing a person is asked. */
  enum Question {
    CONSENT,
    USER_NAME,
    PASSWORD,
    /** The password of the account that is there, so that it can be linked. */
    PROOF
  }

  /** An attribute of the account to be made. */
  record Shown(String path, String value) {}

  /** Why somebody is not let in, as far as they may know. */
  enum Why {
    /** The identity provider, or the sign-in through it, is switched off. */
    PROVIDER_DISABLED,
    /** The account here is not active, or its time is over. */
    ACCOUNT_DISABLED,
    /** There is no account, and none is made at sign-in. */
    NO_ACCOUNT,
    /** An account of that name is there and is somebody else's, or not proved. */
    NAME_TAKEN,
    /** What the identity provider says is not enough for an account, or not right. */
    CLAIMS,
    /** A target that has to know first does not answer, or refuses. */
    TARGET
  }
}
