package io.tessera.provisioning.api.admin;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How changes are brought to a target.
 *
 * @param accountsFor who has an account
 * @param mode whether callers wait for the target
 * @param patience how long they wait at most
 * @param maintenance whether changes only queue up
 * @param concurrency most calls at once; fewer are made while the target is in trouble
 * @param rate most operations in a second; 0 for no limit
 * @param timeout how long one call may take
 * @param adoption what happens when an account to be created exists already
 * @param correlateBy attributes of the account, in the target's names, that must agree before it is
 *     adopted {@link Adoption#IF_CORRELATED}; none means that its key is enough
 * @param whenGone what happens when an account to be changed does not exist any more
 * @param whenDeleted what happens to the account of a user who is deleted
 * @param deleteAfterDays how many days after it was disabled an account of a deleted user is
 *     deleted; 0 for never. Only with {@link WhenDeleted#DISABLE}
 * @param maxAttempts after how many tries an operation is dead; 0 for no limit
 * @param maxAge after which time an operation that still fails is dead
 * @param guard how many accounts may be deleted or disabled before a person is asked
 * @param dependsOn targets that have to have a change before this one
 * @param passwords which passwords accounts get
 * @param without what the connector could do and shall not
 */
public record DeliverySettings(
    AccountsFor accountsFor,
    Mode mode,
    Duration patience,
    boolean maintenance,
    int concurrency,
    int rate,
    Duration timeout,
    Adoption adoption,
    List<String> correlateBy,
    WhenGone whenGone,
    WhenDeleted whenDeleted,
    int deleteAfterDays,
    int maxAttempts,
    Duration maxAge,
    Guard guard,
    List<Dependency> dependsOn,
    Passwords passwords,
    Set<Ability> without) {

  /** What holds for a target of which nothing else is said. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          AccountsFor.EVERYONE,
          Mode.NON_BLOCKING,
          Duration.ofSeconds(10),
          false,
          8,
          0,
          Duration.ofSeconds(30),
          Adoption.IF_CORRELATED,
          List.of(),
          WhenGone.RECREATE,
          WhenDeleted.DELETE,
          0,
          0,
          Duration.ofDays(7),
          new Guard(20, 5),
          List.of(),
          Passwords.NEVER,
          Set.of());

  public DeliverySettings {
    correlateBy = List.copyOf(correlateBy);
    dependsOn = List.copyOf(dependsOn);
    without = Set.copyOf(without);
  }

  /** Who has an account. */
  public enum AccountsFor {
    EVERYONE,
    /**
     * Whoever holds one of the identity provider's provisioning roles, or a role that carries the
     * target. Who loses the last one loses the account. Provisioning roles alone have this effect.
     */
    ASSIGNED
  }

  /** Whether callers wait for the target. */
  public enum Mode {
    /** The caller is answered as soon as the change is kept. */
    NON_BLOCKING,
    /** The caller is answered when the target has the change, or when it waited long enough. */
    BLOCKING,
    /** The target goes first: what it refuses is not kept. */
    REQUIRE
  }

  /** What happens when an account to be created exists already. */
  public enum Adoption {
    /** The operation is dead until a person decides. */
    NEVER,
    /** It is taken over when it belongs to nobody and its correlation attributes agree. */
    IF_CORRELATED,
    /** It is taken over when it belongs to nobody. */
    IF_UNMANAGED,
    /** It is taken over, from another identity too. */
    ALWAYS
  }

  /** What happens when an account to be changed does not exist any more. */
  public enum WhenGone {
    /** It is created anew. */
    RECREATE,
    /** It is noted as missing; further changes are not sent. */
    MARK_MISSING,
    /** The operation is dead until a person decides. */
    STOP
  }

  /** What happens to the account of a user who is deleted. Groups are always deleted. */
  public enum WhenDeleted {
    DELETE,
    /** It is disabled, and retired: no longer this user's, and free for who has its name next. */
    DISABLE,
    /** It gets the attributes that are for deletions, and is retired. */
    UPDATE
  }

  /** Which passwords accounts get. */
  public enum Passwords {
    NEVER,
    /** New accounts get the one that is among the target's settings. */
    DEFAULT,
    /** Those that users are given, sealed on their way and erased when they are there. */
    PASS_THROUGH
  }

  /** The same with other passwords. */
  public DeliverySettings with(Passwords other) {
    return with(maintenance, other);
  }

  /** The same, with or without changes only queueing up. */
  public DeliverySettings withMaintenance(boolean wanted) {
    return with(wanted, passwords);
  }

  private DeliverySettings with(boolean queueing, Passwords given) {
    return new DeliverySettings(
        accountsFor,
        mode,
        patience,
        queueing,
        concurrency,
        rate,
        timeout,
        adoption,
        correlateBy,
        whenGone,
        whenDeleted,
        deleteAfterDays,
        maxAttempts,
        maxAge,
        guard,
        dependsOn,
        given,
        without);
  }

  /**
   * More than both in one hour wait for a person.
   *
   * @param most accounts; 0 switches the guard off
   * @param percent of all accounts at the target
   */
  public record Guard(int most, int percent) {}

  /**
   * @param target by name
   */
  public record Dependency(String target, Order order) {}

  /** How one target waits for another. */
  public enum Order {
    /** Until the other one has the change. */
    STRICT,
    /** Until the other one has the change, or it is dead there. */
    RELAXED,
    /** Until the other one was tried. */
    ORDER_ONLY
  }
}
