package io.tessera.provisioning.internal.people;

import io.tessera.model.AttributePath;
import io.tessera.model.Names;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Role;
import io.tessera.provisioning.api.admin.Slice;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.internal.ReadAccess;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Memberships;
import io.tessera.store.spi.Store;
import io.tessera.store.spi.Transaction;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds users and groups by what is indexed. */
@Component(service = People.class)
public final class PeopleSearch implements People {
  private static final int LONGEST = 200;

  private final Store store;
  private final LiveConfiguration configuration;
  private final Clock clock = Clock.systemUTC();

  @Activate
  public PeopleSearch(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration) {
    this.store = store;
    this.configuration = configuration;
  }

  @Override
  public Slice<Resource> users(Caller caller, Wanted wanted, @Nullable String cursor, int limit) {
    String beginning = beginning(wanted);
    return store.read(
        tx -> {
          Snapshot snapshot = configuration.in(tx);
          Role role = wanted.role() == null ? null : role(snapshot, wanted.role());
          List<Part> parts = new ArrayList<>();
          for (Walk walk : walks(wanted, beginning)) {
            for (String domain : domains(snapshot, caller, wanted.userStore())) {
              parts.add(
                  walk == Walk.ROLE && role != null
                      ? new HoldersPart(
                          tx, domain, snapshot.roles().comingWith(role), clock.instant())
                      : new IndexedPart(
                          tx, snapshot.schema(ResourceType.USER), domain, walk, beginning));
            }
          }
          // Who was found by the role holds it.
          @Nullable Role looked = beginning == null ? null : role;
          Predicate<Resource> fit = user -> fits(user, wanted, looked, snapshot);
          return read(parts, fit, beginning, cursor, limit);
        });
  }

  /** Whoever is found by several indexes is told where it is found first. */
  private static Slice<Resource> read(
      List<Part> parts,
      Predicate<Resource> fit,
      @Nullable String beginning,
      @Nullable String cursor,
      int limit) {
    if (beginning == null) {
      return new Parts(parts, fit).read(cursor, limit);
    }
    String folded = Names.fold(beginning);
    List<Part> once = new ArrayList<>();
    for (Part part : parts) {
      once.add(part instanceof IndexedPart indexed ? new FirstFound(indexed, folded) : part);
    }
    return new Parts(once, fit).read(cursor, limit);
  }

  private static List<Walk> walks(Wanted wanted, @Nullable String beginning) {
    if (beginning != null) {
      return Walk.OF_USERS;
    }
    if (wanted.role() != null) {
      return List.of(Walk.ROLE);
    }
    return List.of(Boolean.FALSE.equals(wanted.active()) ? Walk.INACTIVE : Walk.USER_NAME);
  }

  private static boolean fits(
      Resource user, Wanted wanted, @Nullable Role role, Snapshot snapshot) {
    return (wanted.active() == null || user.active() == wanted.active())
        && (role == null || snapshot.roles().heldBy(user.attributes()).contains(role));
  }

  @Override
  public Slice<Resource> groups(Caller caller, Wanted wanted, @Nullable String cursor, int limit) {
    String beginning = beginning(wanted);
    return store.read(
        tx -> {
          Snapshot snapshot = configuration.in(tx);
          List<IndexedPart> parts =
              domains(snapshot, caller, wanted.userStore()).stream()
                  .map(
                      domain ->
                          new IndexedPart(
                              tx,
                              snapshot.schema(ResourceType.GROUP),
                              domain,
                              Walk.DISPLAY_NAME,
                              beginning))
                  .toList();
          return new Parts(parts, group -> true).read(cursor, limit);
        });
  }

  @Override
  public Slice<Member> members(
      Caller caller, ResourceId group, @Nullable String cursor, int limit) {
    @Nullable ResourceId after =
        cursor == null ? null : ResourceId.parse(cursor).orElseThrow(Place::foreign);
    List<Memberships.Member> found = store.read(tx -> members(tx, caller, group, after, limit + 1));
    List<Member> page =
        found.stream().limit(limit).map(m -> new Member(m.ref(), m.display())).toList();
    return new Slice<>(
        page, found.size() > limit ? page.get(page.size() - 1).ref().id().toString() : null);
  }

  private static List<Memberships.Member> members(
      Transaction tx, Caller caller, ResourceId group, @Nullable ResourceId after, int most) {
    Resource present = ReadAccess.existing(tx, caller, ResourceType.GROUP, group);
    return tx.memberships().members(present.id(), after, most);
  }

  @Override
  public Map<ResourceId, String> names(Collection<ResourceId> ids) {
    return ids.isEmpty() ? Map.of() : store.read(tx -> tx.resources().labels(ids));
  }

  private static @Nullable String beginning(Wanted wanted) {
    String given = wanted.beginning();
    if (given == null || given.isBlank()) {
      return null;
    }
    String stripped = given.strip();
    if (stripped.length() > LONGEST) {
      throw invalid("q", "q: at most " + LONGEST + " characters are looked for.");
    }
    return stripped;
  }

  /** The user stores to look into: the one that was named, else all the caller sees. */
  private static List<String> domains(Snapshot snapshot, Caller caller, @Nullable String named) {
    List<String> seen =
        snapshot.userStores().stream().map(UserStore::name).filter(caller::sees).toList();
    if (named == null) {
      return seen;
    }
    List<String> chosen = seen.stream().filter(named::equalsIgnoreCase).toList();
    if (chosen.isEmpty()) {
      throw invalid("userStore", "userStore: there is no user store \"" + named + "\".");
    }
    return chosen;
  }

  private static Role role(Snapshot snapshot, String name) {
    return snapshot
        .roles()
        .role(name)
        .orElseThrow(() -> invalid("role", "role: there is no role \"" + name + "\"."));
  }

  private static RejectedException invalid(String field, String detail) {
    return RejectedException.at(Problem.Kind.INVALID_VALUE, AttributePath.of(field), detail);
  }
}
