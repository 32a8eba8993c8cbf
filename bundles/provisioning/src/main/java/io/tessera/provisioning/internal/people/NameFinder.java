package io.tessera.provisioning.internal.people;

import io.tessera.model.AttributePath;
import io.tessera.model.Names;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.Finder;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.Traces;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Finds what begins with a text, or has it for its id. */
@Component(service = Finder.class)
public final class NameFinder implements Finder {
  private static final int LONGEST = 200;

  private final Store store;
  private final LiveConfiguration configuration;
  private final People people;
  private final Deliveries deliveries;
  private final Traces traces;

  @Activate
  public NameFinder(
      @Reference(name = "store") Store store,
      @Reference(name = "configuration") LiveConfiguration configuration,
      @Reference(name = "people") People people,
      @Reference(name = "deliveries") Deliveries deliveries,
      @Reference(name = "traces") Traces traces) {
    this.store = store;
    this.configuration = configuration;
    this.people = people;
    this.deliveries = deliveries;
    this.traces = traces;
  }

  @Override
  public List<Hit> find(Caller caller, String text) {
    String wanted = text.strip();
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of("q"),
          "q: say what to look for, with at most " + LONGEST + " characters.");
    }
    List<Hit> found = new ArrayList<>();
    ResourceId.parse(wanted).ifPresent(id -> found.addAll(byId(caller, id)));
    found.addAll(people(caller, wanted));
    if (caller.may(Permission.TARGETS_READ)) {
      found.addAll(configured(caller, configuration.recent(), Names.fold(wanted)));
    }
    return List.copyOf(found);
  }

  private List<Hit> people(Caller caller, String wanted) {
    People.Wanted beginning = new People.Wanted(wanted, null, null, null);
    Stream<Resource> users =
        caller.may(Permission.USERS_READ)
            ? people.users(caller, beginning, null, MOST).items().stream()
            : Stream.of();
    Stream<Resource> groups =
        caller.may(Permission.GROUPS_READ)
            ? people.groups(caller, beginning, null, MOST).items().stream()
            : Stream.of();
    return Stream.concat(users, groups).map(NameFinder::hit).toList();
  }

  private static Hit hit(Resource found) {
    boolean user = found.type() == ResourceType.USER;
    String detail =
        user ? found.attributes().text("displayName").orElse(found.domain()) : found.domain();
    return new Hit(user ? Kind.USER : Kind.GROUP, found.id().toString(), found.name(), detail);
  }

  private List<Hit> byId(Caller caller, ResourceId id) {
    List<Hit> found = new ArrayList<>();
    for (ResourceType type : ResourceType.values()) {
      if (caller.may(type == ResourceType.USER ? Permission.USERS_READ : Permission.GROUPS_READ)) {
        resource(caller, type, id).map(NameFinder::hit).ifPresent(found::add);
      }
    }
    if (caller.may(Permission.QUEUE_READ)) {
      deliveries
          .operation(caller, id.value())
          .map(o -> hit(Kind.OPERATION, id, o.targetName(), o.detail()))
          .ifPresent(found::add);
    }
    if (caller.may(Permission.AUDIT_READ)) {
      traces.of(id.toString(), null, 1).items().stream()
          .map(t -> hit(Kind.TRACE, id, t.details().record().actor(), ""))
          .forEach(found::add);
    }
    return found;
  }

  private static Hit hit(Kind kind, ResourceId id, String name, String detail) {
    return new Hit(kind, id.toString(), name, detail);
  }

  private Optional<Resource> resource(Caller caller, ResourceType type, ResourceId id) {
    return store.read(
        tx ->
            tx.resources()
                .find(Caller.RESIDENT, type, id)
                .filter(found -> caller.sees(found.domain())));
  }

  private static List<Hit> configured(Caller caller, Snapshot snapshot, String folded) {
    Stream<Hit> targets =
        snapshot.targets().stream()
            .map(t -> t.target())
            .filter(t -> caller.targets().sees(t.id()))
            .filter(t -> caller.targets().sees(t.id()))
            .map(t -> new Hit(Kind.TARGET, t.id().toString(), t.name(), t.connectorType()));
    Stream<Hit> providers =
        snapshot.identityProviders().stream()
            .map(p -> new Hit(Kind.IDENTITY_PROVIDER, p.id().toString(), p.name(), ""));
    Stream<Hit> callers =
        Stream.concat(
                Stream.of(snapshot.serviceProviders().resident()),
                snapshot.serviceProviders().configured().stream().map(c -> c.provider()))
            .map(p -> new Hit(Kind.SERVICE_PROVIDER, p.id().toString(), p.name(), ""));
    Stream<Hit> roles =
        snapshot.roles().roles().stream()
            .map(r -> new Hit(Kind.ROLE, r.id().toString(), r.name(), r.displayName()));
    boolean all = caller.may(Permission.CONFIG_READ);
    return (all ? Stream.of(targets, providers, callers, roles) : Stream.of(targets))
        .flatMap(hits -> hits.filter(hit -> isMeant(hit, folded)).limit(MOST))
        .toList();
  }

  private static boolean isMeant(Hit hit, String folded) {
    return Stream.of(hit.name(), hit.detail())
        .map(Names::fold)
        .flatMap(text -> Stream.concat(Stream.of(text), Arrays.stream(text.split("[\\W_]+", -1))))
        .anyMatch(word -> word.startsWith(folded));
  }
}
