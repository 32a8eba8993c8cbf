package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A party that calls us: an application, a directory, an IAM tool.
 *
 * @param id also the name it signs in with, its client id
 * @param name unique and never changed: changes and externalIds are recorded under it. Lower-case
 *     letters, digits and dashes
 * @param enabled whether it may sign in; what it has at present is refused too when it may not
 * @param userStore the only user store domain it sees
 * @param scopes the most it may do
 * @param secretsAllowed whether it may sign in with secrets of ours
 * @param subjects as whom it may sign in with tokens of parties we trust
 * @param certificates SHA-256 of the certificates one of which it has to show besides, in
 *     lower-case hexadecimal; none when it needs no certificate
 * @param outbound where what it writes goes
 * @param version one more with each change; 0 for {@link #RESIDENT}, which cannot be changed
 */
public record ServiceProvider(
    UUID id,
    String name,
    String description,
    boolean enabled,
    String userStore,
    Set<Permission> scopes,
    boolean secretsAllowed,
    List<Subject> subjects,
    Set<String> certificates,
    Outbound outbound,
    long version) {

  /** Those who sign in as themselves: administrators and users. Always there. */
  public static final ServiceProvider RESIDENT =
      new ServiceProvider(
          new UUID(0, 2),
          Caller.RESIDENT,
          "Administrators and users who sign in as themselves.",
          true,
          Caller.PRIMARY,
          Set.of(),
          false,
          List.of(),
          Set.of(),
          Outbound.EVERYWHERE,
          0);

  public ServiceProvider {
    scopes = Set.copyOf(scopes);
    subjects = List.copyOf(subjects);
    certificates = Set.copyOf(certificates);
  }

  /**
   * Somebody a trusted party vouches for.
   *
   * @param issuer name of a {@link TokenIssuer}
   * @param subject what its tokens say in the claim that names the caller
   */
  public record Subject(String issuer, String subject) {}

  /**
   * Where what a service provider writes goes besides our own store. It decides who gets an
   * account; accounts that are there already get every change, whoever makes it.
   *
   * @param mode whether it goes anywhere
   * @param targets by name; none for all that are active
   */
  public record Outbound(Mode mode, Set<String> targets) {
    /** To all active targets. */
    public static final Outbound EVERYWHERE = new Outbound(Mode.PERSIST_AND_PROVISION, Set.of());

    public Outbound {
      targets = Set.copyOf(targets);
    }

    /** Whether a new account is made at this target. */
    public boolean includes(String target) {
      return mode == Mode.PERSIST_AND_PROVISION && (targets.isEmpty() || targets.contains(target));
    }
  }

  /** What becomes of what a service provider writes. */
  public enum Mode {
    /** It is kept. */
    PERSIST,
    /** It is kept and provisioned on. */
    PERSIST_AND_PROVISION
  }

  /** What an operator says about one. */
  public record Draft(
      String name,
      String description,
      boolean enabled,
      String userStore,
      Set<Permission> scopes,
      boolean secretsAllowed,
      List<Subject> subjects,
      Set<String> certificates,
      Outbound outbound) {
    public Draft {
      scopes = Set.copyOf(scopes);
      subjects = List.copyOf(subjects);
      certificates = Set.copyOf(certificates);
    }
  }
}
