package io.tessera.admin.api.internal;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.Connections;
import io.tessera.provisioning.api.admin.Deliveries;
import io.tessera.provisioning.api.admin.OperationView;
import io.tessera.provisioning.api.admin.People;
import jakarta.ws.rs.QueryParam;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which operations a list has; several states and targets by commas, or the parameter again. */
public final class OperationQuery {
  /** Of the people whose names begin with {@code q}, so many are meant. */
  private static final int MOST_PEOPLE = 50;

  @QueryParam("target")
  private @Nullable List<String> target;

  @QueryParam("resource")
  private @Nullable String resource;

  @QueryParam("state")
  private @Nullable List<String> state;

  @QueryParam("failure")
  private @Nullable String failure;

  @QueryParam("from")
  private @Nullable String from;

  @QueryParam("to")
  private @Nullable String to;

  /** Beginning of the name of a user or group. */
  @QueryParam("q")
  private @Nullable String q;

  /** Empty when there can be none. */
  Optional<Deliveries.Search> search(Caller caller, Connections connections, People people) {
    List<Problem> problems = new ArrayList<>();
    QueryWords words = new QueryWords(caller, connections, problems);
    Deliveries.Search search =
        new Deliveries.Search(
            each(target, words::target),
            resource == null ? Set.of() : words.resource("resource", resource),
            each(state, text -> words.word("state", text, OperationView.State.values())),
            words.failure(failure),
            words.time("from", from),
            words.time("to", to));
    if (!problems.isEmpty()) {
      throw new RejectedException(problems);
    }
    if (q == null || q.isBlank()) {
      return Optional.of(search);
    }
    Set<ResourceId> meant = named(caller, people, q);
    if (!search.resources().isEmpty()) {
      meant.retainAll(search.resources());
    }
    return meant.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Deliveries.Search(
                search.targets(),
                meant,
                search.states(),
                search.failure(),
                search.from(),
                search.to()));
  }

  private static <T> Set<T> each(
      @Nullable List<String> texts, Function<String, @Nullable T> reader) {
    Set<T> all = new HashSet<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      for (String one : text.split(",", -1)) {
        T read = reader.apply(one.strip());
        if (read != null) {
          all.add(read);
        }
      }
    }
    return all;
  }

  private static Set<ResourceId> named(Caller caller, People people, String beginning) {
    if (!caller.may(Permission.USERS_READ)) {
      throw RejectedException.at(
          Problem.Kind.FORBIDDEN,
          AttributePath.of("q"),
          "Looking for a person needs the permission " + Permission.USERS_READ.key() + " as well.");
    }
    People.Wanted wanted = new People.Wanted(beginning, null, null, null);
    Stream<Resource> groups =
        caller.may(Permission.GROUPS_READ)
            ? people.groups(caller, wanted, null, MOST_PEOPLE).items().stream()
            : Stream.of();
    return Stream.concat(people.users(caller, wanted, null, MOST_PEOPLE).items().stream(), groups)
        .map(Resource::id)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
