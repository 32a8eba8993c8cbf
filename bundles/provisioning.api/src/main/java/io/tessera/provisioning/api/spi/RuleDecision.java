package io.tessera.provisioning.api.spi;

/**
 * What a policy says.
 *
 * @param policy which part of it decided, as it is called there; empty for the whole
 * @param why for people; empty where there is nothing to say
 */
public record RuleDecision(Effect effect, String policy, String why) {

  /** The decision. */
  public enum Effect {
    PERMIT,
    DENY,
    /** It is about something else. */
    NOT_APPLICABLE,
    /** It could not be computed; refuses. */
    ERROR
  }

  public static RuleDecision permit(String why) {
    return new RuleDecision(Effect.PERMIT, "", why);
  }

  public static RuleDecision deny(String why) {
    return new RuleDecision(Effect.DENY, "", why);
  }

  public static RuleDecision notApplicable(String why) {
    return new RuleDecision(Effect.NOT_APPLICABLE, "", why);
  }

  public static RuleDecision error(String why) {
    return new RuleDecision(Effect.ERROR, "", why);
  }
}
