package io.tessera.provisioning.api.admin;

import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.spi.RuleRequest.Operation;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether accounts at some targets may be made and changed.
 *
 * @param name unique among all rules, for files and commands: lower-case letters, digits, dashes
 * @param version one more with each change
 */
public record Rule(
    UUID id,
    String name,
    String description,
    boolean enabled,
    Scope scope,
    Test test,
    long version) {

  /** As an operator says it. */
  public static Rule of(UUID id, Draft draft, long version) {
    return new Rule(
        id,
        draft.name(),
        draft.description(),
        draft.enabled(),
        draft.scope(),
        draft.test(),
        version);
  }

  /** What an operator says about one. */
  public record Draft(String name, String description, boolean enabled, Scope scope, Test test) {}

  /**
   * What a rule is about; where a list is empty, all there are.
   *
   * @param targets by name
   * @param serviceProviders by name
   * @param types users where it is empty
   * @param operations which of creation and update
   */
  public record Scope(
      List<String> targets,
      List<String> serviceProviders,
      Set<ResourceType> types,
      Set<Operation> operations) {
    public static final Scope ALL = new Scope(List.of(), List.of(), Set.of(), Set.of());

    public Scope {
      targets = List.copyOf(targets);
      serviceProviders = List.copyOf(serviceProviders);
      types = Set.copyOf(types);
      operations = Set.copyOf(operations);
    }

    /** With another list of targets. */
    public Scope with(List<String> others) {
      return new Scope(others, serviceProviders, types, operations);
    }
  }

  /** How a rule decides. */
  public sealed interface Test permits Simple, Policy {}

  /**
   * A rule that is said in fields: its effect comes when all that is given holds.
   *
   * @param roles holding one of these roles or groups is enough; empty for no matter which
   * @param condition an expression; empty for none
   * @param window when in the week; null for always
   * @param from from when on; null for always
   * @param until until when; null for ever
   */
  public record Simple(
      Effect effect,
      List<String> roles,
      String condition,
      @Nullable Window window,
      @Nullable Instant from,
      @Nullable Instant until)
      implements Test {
    public Simple {
      roles = List.copyOf(roles);
    }

    public Optional<Window> windowIfAny() {
      return Optional.ofNullable(window);
    }

    public Optional<Instant> fromIfAny() {
      return Optional.ofNullable(from);
    }

    public Optional<Instant> untilIfAny() {
      return Optional.ofNullable(until);
    }
  }

  /** What comes when a rule holds. */
  public enum Effect {
    PERMIT,
    DENY
  }

  /**
   * Times of the week.
   *
   * @param days on which it begins; empty for all
   * @param from the first minute
   * @param to the minute after the last; before {@code from} it is the next day's; the same is a
   *     whole day
   * @param zone of the times, e.g. Europe/Berlin; empty for the server's
   */
  public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, String zone) {
    public Window {
      days = Set.copyOf(days);
    }
  }

  /**
   * A policy in a language of its own.
   *
   * @param language {@code xacml}
   * @param source its text
   */
  public record Policy(String language, String source) implements Test {}
}
