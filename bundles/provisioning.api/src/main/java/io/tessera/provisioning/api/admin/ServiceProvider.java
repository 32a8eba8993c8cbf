package io.tessera.provisioning.api.admin;

import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
 * @param redirectUris where it may have people sent back to after they signed in; exactly these
 * @param outbound where what it writes goes
 * @param version one more with each change; 0 for {@link #RESIDENT} as long as nobody has changed
 *     it
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
    Set<String> redirectUris,
    Outbound outbound,
    long version) {

  /** Those who sign in as themselves, until somebody changes it. Always there. */
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
          Set.of(),
          Outbound.EVERYWHERE,
          0);

  public ServiceProvider {
    scopes = Set.copyOf(scopes);
    subjects = List.copyOf(subjects);
    certificates = Set.copyOf(certificates);
    redirectUris = Set.copyOf(redirectUris);
  }

  /** Whether this is the one that is always there. */
  public boolean isResident() {
    return id.equals(RESIDENT.id());
  }

  /** The next version, with another outbound list. */
  public ServiceProvider with(Outbound other) {
    return new ServiceProvider(
        id,
        name,
        description,
        enabled,
        userStore,
        scopes,
        secretsAllowed,
        subjects,
        certificates,
        redirectUris,
        other,
        version + 1);
  }

  /**
   * Somebody a trusted party vouches for.
   *
   * @param issuer name of a {@link TokenIssuer}
   * @param subject what its tokens say in the claim that names the caller
   */
  public record Subject(String issuer, String subject) {}

  /**
   * Where what a service provider writes goes besides our own store, or instead of it. It decides
   * who gets an account; accounts that are there already get every change, whoever makes it.
   *
   * @param mode whether it is kept, and whether it goes anywhere
   * @param entries the targets, each once; none for all that are active, as each of them says
   */
  public record Outbound(Mode mode, List<Entry> entries) {
    /** To all active targets. */
    public static final Outbound EVERYWHERE = new Outbound(Mode.PERSIST_AND_PROVISION, List.of());

    public Outbound {
      entries = List.copyOf(entries);
    }

    /** To some targets, as each of them says. */
    public static Outbound to(Mode mode, Collection<String> targets) {
      return new Outbound(mode, targets.stream().sorted().map(Entry::of).toList());
    }

    /** The names of the targets that are listed. */
    public Set<String> targets() {
      return entries.stream().map(Entry::target).collect(Collectors.toUnmodifiableSet());
    }

    /** What is said about a target; empty when it is not listed. */
    public Optional<Entry> entry(String target) {
      return entries.stream().filter(entry -> entry.target().equals(target)).findFirst();
    }

    /** Whether a new account is made at this target. */
    public boolean includes(String target) {
      return mode != Mode.PERSIST && (entries.isEmpty() || entry(target).isPresent());
    }

    /** The same, with a target under its new name. */
    public Outbound renamed(String from, String to) {
      return new Outbound(
          mode,
          entries.stream()
              .map(e -> e.target().equals(from) ? new Entry(to, e.mode(), e.rules(), e.jit()) : e)
              .toList());
    }
  }

  /**
   * One target a service provider provisions to.
   *
   * @param target by name; renaming the target renames it here
   * @param mode whether this caller waits for the target; null for what the target itself says
   * @param rules whether the rules of access are asked before an account is made
   * @param jit whether what a federated sign-in brings goes there
   */
  public record Entry(
      String target, DeliverySettings.@Nullable Mode mode, boolean rules, boolean jit) {

    /** As the target itself says. */
    public static Entry of(String target) {
      return new Entry(target, null, true, true);
    }

    public Optional<DeliverySettings.Mode> modeIfAny() {
      return Optional.ofNullable(mode);
    }

    /** Whether nothing is said but the name. */
    public boolean isPlain() {
      return equals(of(target));
    }
  }

  /** What becomes of what a service provider writes. */
  public enum Mode {
    /** It is kept. */
    PERSIST,
    /** It is kept and provisioned on. */
    PERSIST_AND_PROVISION,
    /** It is provisioned on; we keep who has which account, and nothing personal. */
    PROVISION_ONLY;

    public boolean persists() {
      return this != PROVISION_ONLY;
    }
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
      Set<String> redirectUris,
      Outbound outbound) {
    public Draft {
      scopes = Set.copyOf(scopes);
      subjects = List.copyOf(subjects);
      certificates = Set.copyOf(certificates);
      redirectUris = Set.copyOf(redirectUris);
    }
  }
}
