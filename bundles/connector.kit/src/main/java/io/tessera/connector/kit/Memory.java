package io.tessera.connector.kit;

import io.tessera.connector.kit.Counterpart.Seen;
import io.tessera.connector.spi.Account;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Operation.Activity;
import io.tessera.connector.spi.Operation.Member;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.RemoteId;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Accounts and groups, and a log of what changed. Not safe for use by several threads. */
final class Memory {
  static final String PASSWORD = "password";

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private final Map<ObjectType, String> keys;
  private final Map<ObjectType, Map<RemoteId, Held>> held = new HashMap<>();
  private final List<Event> log = new ArrayList<>();
  private int created;

  /** The number says when it was created: listings go by it. */
  private record Held(
      int number, TargetAttributes attributes, boolean enabled, Set<RemoteId> members) {}

  private record Event(ObjectType type, RemoteId id) {}

  Memory(Map<ObjectType, String> keys) {
    this.keys = keys;
    for (ObjectType type : ObjectType.values()) {
      held.put(type, new LinkedHashMap<>());
    }
  }

  Outcome carryOut(Operation operation) {
    return switch (operation.action()) {
      case CREATE -> create(operation);
      case UPDATE -> update(operation);
      case DELETE -> delete(operation);
    };
  }

  private Outcome create(Operation operation) {
    Optional<String> key = operation.attributes().first(key(operation.type()));
    if (key.isEmpty()) {
      return Outcome.failed(FailureKind.INVALID, key(operation.type()) + " has no value");
    }
    if (byKey(operation.type(), key.get()).isPresent()) {
      return Outcome.failed(FailureKind.CONFLICT, "the name is taken");
    }
    Held nothing = new Held(++created, TargetAttributes.none(), true, Set.of());
    return put(new RemoteId(UUID.randomUUID().toString()), nothing, operation);
  }

  private Outcome update(Operation operation) {
    @Nullable Held before = of(operation.type()).get(operation.existing());
    if (before == null) {
      return Outcome.failed(FailureKind.GONE, "the account does not exist any more");
    }
    Optional<RemoteId> holder =
        operation
            .attributes()
            .first(key(operation.type()))
            .flatMap(name -> byKey(operation.type(), name));
    if (holder.isPresent() && !holder.get().equals(operation.existing())) {
      return Outcome.failed(FailureKind.INVALID, "the name belongs to another account");
    }
    return put(operation.existing(), before, operation);
  }

  private Outcome delete(Operation operation) {
    RemoteId id = operation.existing();
    if (of(operation.type()).remove(id) != null) {
      log.add(new Event(operation.type(), id));
    }
    of(ObjectType.GROUP).replaceAll((group, now) -> without(now, id));
    return Outcome.applied(id);
  }

  private static Held without(Held group, RemoteId member) {
    Set<RemoteId> members = new LinkedHashSet<>(group.members());
    members.remove(member);
    return new Held(group.number(), group.attributes(), group.enabled(), members);
  }

  private Outcome put(RemoteId id, Held before, Operation operation) {
    List<Member> unknown =
        operation.members().add().stream().filter(m -> !of(m.type()).containsKey(m.id())).toList();
    if (!unknown.isEmpty()) {
      return Outcome.failed(FailureKind.INVALID, unknown.size() + " members do not exist");
    }
    Map<String, List<String>> attributes = new LinkedHashMap<>(before.attributes().asMap());
    attributes.putAll(operation.attributes().asMap());
    attributes.values().removeIf(List::isEmpty);
    boolean enabled =
        operation.activityIfAny().map(a -> a == Activity.ENABLED).orElse(before.enabled());
    Set<RemoteId> members = new LinkedHashSet<>(before.members());
    operation.members().add().forEach(m -> members.add(m.id()));
    operation.members().remove().forEach(m -> members.remove(m.id()));
    put(operation.type(), id, before, TargetAttributes.of(attributes), enabled, members);
    return Outcome.applied(id);
  }

  private void put(
      ObjectType type,
      RemoteId id,
      Held before,
      TargetAttributes attributes,
      boolean enabled,
      Set<RemoteId> members) {
    of(type).put(id, new Held(before.number(), attributes, enabled, members));
    log.add(new Event(type, id));
  }

  /** Sets an attribute of an account that is there. */
  void set(ObjectType type, RemoteId id, String attribute, String value) {
    @Nullable Held before = of(type).get(id);
    if (before == null) {
      throw new IllegalArgumentException("no such account");
    }
    Map<String, List<String>> attributes = new LinkedHashMap<>(before.attributes().asMap());
    attributes.put(attribute, List.of(value));
    put(type, id, before, TargetAttributes.of(attributes), before.enabled(), before.members());
  }

  int size(ObjectType type) {
    return of(type).size();
  }

  Optional<Seen> find(ObjectType type, RemoteId id) {
    return Optional.ofNullable(of(type).get(id))
        .map(a -> new Seen(a.attributes(), a.enabled(), Set.copyOf(a.members())));
  }

  Optional<RemoteId> byKey(ObjectType type, String key) {
    return of(type).entrySet().stream()
        .filter(e -> e.getValue().attributes().first(key(type)).filter(key::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  int count(ObjectType type, String key) {
    return (int)
        of(type).values().stream().filter(a -> a.attributes().all(key(type)).contains(key)).count();
  }

  /** As a connector tells it. */
  Optional<Account> account(ObjectType type, RemoteId id) {
    return Optional.ofNullable(of(type).get(id)).map(now -> account(type, id, now));
  }

  private static Account account(ObjectType type, RemoteId id, Held now) {
    Map<String, List<String>> told = new LinkedHashMap<>(now.attributes().asMap());
    told.remove(PASSWORD);
    Activity activity = now.enabled() ? Activity.ENABLED : Activity.DISABLED;
    return new Account(
        id, TargetAttributes.of(told), type == ObjectType.USER ? activity : null, null);
  }

  /** In the order of creation; the cursor is the number of the last that was given. */
  Listing page(Search search) {
    OptionalInt last = search.cursorIfAny().map(Memory::number).orElse(OptionalInt.of(0));
    if (last.isEmpty()) {
      return new Listing.Unreadable(Outcome.failed(FailureKind.INVALID, "not a cursor of ours"));
    }
    TreeMap<Integer, Account> following = new TreeMap<>();
    of(search.type())
        .forEach(
            (id, now) -> {
              if (now.number() > last.getAsInt()) {
                following.put(now.number(), account(search.type(), id, now));
              }
            });
    List<Account> page = following.values().stream().limit(search.most()).toList();
    boolean more = following.size() > page.size();
    String end = more ? String.valueOf(List.copyOf(following.keySet()).get(page.size() - 1)) : null;
    return new Listing.Page(page, end);
  }

  /** The token is how much of the log is known. */
  RemoteChanges changes(ObjectType type, @Nullable String token, int most) {
    OptionalInt from = token == null ? OptionalInt.of(log.size()) : number(token);
    if (from.isEmpty() || from.getAsInt() > log.size()) {
      return new RemoteChanges.Unreadable(
          Outcome.failed(FailureKind.INVALID, "not a token of ours"));
    }
    int end = from.getAsInt();
    List<RemoteChanges.RemoteChange> changes = new ArrayList<>();
    while (end < log.size() && changes.size() < most) {
      Event event = log.get(end++);
      if (event.type() == type) {
        changes.add(
            account(type, event.id())
                .<RemoteChanges.RemoteChange>map(RemoteChanges.Put::new)
                .orElseGet(() -> new RemoteChanges.Removed(event.id())));
      }
    }
    return new RemoteChanges.Known(changes, String.valueOf(end), end < log.size());
  }

  private static OptionalInt number(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  String key(ObjectType type) {
    return Optional.ofNullable(keys.get(type)).orElseThrow();
  }

  private Map<RemoteId, Held> of(ObjectType type) {
    return Optional.ofNullable(held.get(type)).orElseThrow();
  }
}
