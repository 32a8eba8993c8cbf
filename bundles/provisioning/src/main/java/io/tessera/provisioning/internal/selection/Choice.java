package io.tessera.provisioning.internal.selection;

import io.tessera.provisioning.internal.configuration.TargetConfiguration;

/**
 * What happens at one target, and why.
 *
 * @param detail what the reason is about, a role or a rule; empty for none
 */
public record Choice(TargetConfiguration target, Verdict verdict, Reason reason, String detail) {

  /** What happens at a target. */
  public enum Verdict {
    /** It gets the account as it should be. */
    BRING,
    /** The account ends. */
    END,
    NOTHING
  }

  /** Why it happens. */
  public enum Reason {
    EVERYONE("accounts are for everyone"),
    HOLDS("holds what the account is for"),
    NOT_ACTIVE("the target or its identity provider is switched off"),
    NOT_COVERED("the policy map has no rows for this type"),
    NOT_ASSIGNED("holds no role or group the account is for"),
    LOST("has lost the last role or group the account is for"),
    DELETED("was deleted"),
    NO_ACCOUNT("has no account there"),
    CALLER_KEEPS("the service provider only keeps what it writes"),
    CALLER_GOES_ELSEWHERE("the target is not on the service provider's list"),
    NOT_BY_SIGN_IN("sign-ins by way of the service provider make no account there (jit)"),
    NOT_ASKED("nobody wrote it or asked for the account"),
    UNCHANGED("has the account, and nothing has changed"),
    PERMITTED("a rule permits it"),
    REFUSED("a rule refuses it");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** For people. */
    public String text() {
      return text;
    }
  }

  /** For people. */
  public String explanation() {
    return detail.isEmpty() ? reason.text() : reason.text() + ": " + detail;
  }
}
