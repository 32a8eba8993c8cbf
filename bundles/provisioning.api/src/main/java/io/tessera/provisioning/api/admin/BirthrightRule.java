package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceId;
import java.util.List;
import java.util.UUID;

/**
 * Gives roles to everybody on whom a condition holds, and takes them back when it does not any
 * more.
 *
 * @param name unique; never changes
 * @param condition an expression over {@code user}, {@code enterprise} and {@code member.groups},
 *     the names of the groups the user belongs to
 * @param roles names of what it grants
 * @param starts when a grant begins
 * @param ends when it ends; by a date, that day counts
 * @param version one more with each change
 */
public record BirthrightRule(
    UUID id,
    String name,
    String description,
    boolean enabled,
    String condition,
    List<String> roles,
    When starts,
    When ends,
    long version) {
  public BirthrightRule {
    roles = List.copyOf(roles);
  }

  /**
   * A day that an attribute tells.
   *
   * @param from path of an attribute with a date or an instant; empty for none
   * @param days so many days later; negative for earlier
   */
  public record When(String from, int days) {
    /** At once, or never. */
    public static final When NOT_DATED = new When("", 0);

    public boolean isDated() {
      return !from.isEmpty();
    }
  }

  /** What an operator says about one. */
  public record Draft(
      String name,
      String description,
      boolean enabled,
      String condition,
      List<String> roles,
      When starts,
      When ends) {
    public Draft {
      roles = List.copyOf(roles);
    }
  }

  /**
   * What a rule would change.
   *
   * @param examined how many identities were looked at
   * @param complete whether these were all
   * @param gaining how many of them would get roles
   * @param losing how many would lose some
   * @param effects the first of them
   */
  public record Preview(
      long examined, boolean complete, long gaining, long losing, List<Effect> effects) {
    public Preview {
      effects = List.copyOf(effects);
    }
  }

  /**
   * What somebody would get and lose.
   *
   * @param gains names of roles not held now
   * @param loses names of roles not held any more
   */
  public record Effect(
      ResourceId identity, String userName, List<String> gains, List<String> loses) {
    public Effect {
      gains = List.copyOf(gains);
      loses = List.copyOf(loses);
    }
  }
}
