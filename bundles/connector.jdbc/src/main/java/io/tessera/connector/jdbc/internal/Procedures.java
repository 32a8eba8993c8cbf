package io.tessera.connector.jdbc.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation.Activity;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Stored procedures that are called in place of statements. */
record Procedures(Map<Step, Call> calls) {
  /** The id of the row. */
  static final String ID = "id";

  /** The value of an enabled or disabled account. */
  static final String ACTIVE = "active";

  /** The password in the clear. */
  static final String PASSWORD = "password";

  /** The id of a group, of which somebody becomes a member. */
  static final String GROUP = "group";

  /** The id of that member. */
  static final String MEMBER = "member";

  /** The key of the operation, the same each time it is tried again. */
  static final String OPERATION = "operation";

  private static final Set<String> OWN = Set.of(ID, ACTIVE, OPERATION);

  /** What a procedure may do. */
  enum Step {
    CREATE_USER("createUser"),
    UPDATE_USER("updateUser"),
    DELETE_USER("deleteUser"),
    ENABLE_USER("enableUser"),
    DISABLE_USER("disableUser"),
    CREATE_GROUP("createGroup"),
    UPDATE_GROUP("updateGroup"),
    DELETE_GROUP("deleteGroup"),
    ADD_MEMBER("addMember"),
    REMOVE_MEMBER("removeMember");

    private final String written;

    Step(String written) {
      this.written = written;
    }

    String written() {
      return written;
    }

    boolean takesAttributes() {
      return switch (this) {
        case CREATE_USER, UPDATE_USER, CREATE_GROUP, UPDATE_GROUP -> true;
        default -> false;
      };
    }

    boolean isOfMembers() {
      return this == ADD_MEMBER || this == REMOVE_MEMBER;
    }

    static Step activity(Activity wanted) {
      return wanted == Activity.ENABLED ? ENABLE_USER : DISABLE_USER;
    }

    static Step create(ObjectType type) {
      return type == ObjectType.USER ? CREATE_USER : CREATE_GROUP;
    }

    static Step update(ObjectType type) {
      return type == ObjectType.USER ? UPDATE_USER : UPDATE_GROUP;
    }

    static Step delete(ObjectType type) {
      return type == ObjectType.USER ? DELETE_USER : DELETE_GROUP;
    }
  }

  /**
   * @param lines each {@code createUser = {call ...}}
   */
  static Procedures of(String[] lines) {
    Map<Step, Call> calls = new EnumMap<>(Step.class);
    for (String line : lines) {
      if (!line.isBlank()) {
        int equals = line.indexOf('=');
        if (equals < 1) {
          throw refused("\"" + line.strip() + "\" is no action = {call ...}; write it so.");
        }
        Step step = step(line.substring(0, equals).strip());
        if (calls.put(step, call(step, line.substring(equals + 1))) != null) {
          throw refused(step.written() + " is there twice; remove one.");
        }
      }
    }
    return new Procedures(calls);
  }

  private static Step step(String written) {
    return Arrays.stream(Step.values())
        .filter(s -> s.written().equals(written))
        .findFirst()
        .orElseThrow(
            () ->
                refused(
                    "there is no action "
                        + written
                        + "; the actions are "
                        + String.join(
                            ", ", Arrays.stream(Step.values()).map(Step::written).toList())
                        + "."));
  }

  private static Call call(Step step, String text) {
    try {
      Call call = Call.parse(text.strip());
      needs(step, call);
      return call;
    } catch (IllegalArgumentException wrong) {
      throw refused(step.written() + ": " + wrong.getMessage() + ".");
    }
  }

  private static void needs(Step step, Call call) {
    Set<String> needed =
        switch (step) {
          case CREATE_USER, CREATE_GROUP -> Set.of();
          case ADD_MEMBER, REMOVE_MEMBER -> Set.of(GROUP, MEMBER);
          default -> Set.of(ID);
        };
    for (String name : needed) {
      if (!call.takes(name)) {
        throw new IllegalArgumentException("it needs a parameter :" + name);
      }
    }
    if (!step.takesAttributes()) {
      Set<String> others = new TreeSet<>(call.parameters());
      others.removeAll(needed);
      others.remove(OPERATION);
      if (!others.isEmpty() || (step.isOfMembers() && call.takes(OPERATION))) {
        throw new IllegalArgumentException(
            "it gets no parameter but :" + String.join(" and :", new TreeSet<>(needed)));
      }
    }
    if (call.returned() && !(needed.isEmpty() && call.parameters().get(0).equals(ID))) {
      throw new IllegalArgumentException("only :id of a creation is returned");
    }
  }

  private static ConfigurationException refused(String detail) {
    return new ConfigurationException("procedures", detail);
  }

  Optional<Call> call(Step step) {
    return Optional.ofNullable(calls.get(step));
  }

  boolean has(Step step) {
    return calls.containsKey(step);
  }

  boolean changeMembers() {
    return has(Step.ADD_MEMBER) || has(Step.REMOVE_MEMBER);
  }

  /** Names of attributes that procedures take, whether there are such columns or not. */
  Set<String> attributes(ObjectType type) {
    Set<String> names = new TreeSet<>();
    for (Step step : List.of(Step.create(type), Step.update(type))) {
      call(step).ifPresent(c -> names.addAll(c.parameters()));
    }
    names.removeAll(OWN);
    names.remove(PASSWORD);
    return names;
  }
}
