package io.tessera.provisioning.internal.write;

import io.tessera.model.Page;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.PassedResources;
import io.tessera.store.spi.PassedResources.PassedResource;
import io.tessera.store.spi.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Searches for users and groups that are at targets only. */
final class PassedSearch {
  /** Each resource on a page is a call to a target. */
  private static final int MOST_ON_A_PAGE = 50;

  private final Store store;
  private final LiveConfiguration configuration;
  private final PassedAccounts accounts;
  private final PassedReading reading;
  private final Caller caller;
  private final ResourceType type;

  PassedSearch(
      Store store,
      LiveConfiguration configuration,
      PassedAccounts accounts,
      PassedReading reading,
      Caller caller,
      ResourceType type) {
    this.store = store;
    this.configuration = configuration;
    this.accounts = accounts;
    this.reading = reading;
    this.caller = caller;
    this.type = type;
  }

  Page<Resource> find(Query query) {
    if (query.sortIfAny().isPresent()) {
      throw refused("No sorting:");
    }
    return query
        .filterIfAny()
        .map(filter -> page(byFilter(filter), query))
        .orElseGet(() -> all(query));
  }

  private Optional<Resource> byFilter(Filter filter) {
    if (!(filter instanceof Filter.Compare compare)
        || compare.operator() != Filter.Operator.EQ
        || !(compare.literal() instanceof Value.Text wanted)
        || compare.path().extension().isPresent()
        || compare.path().sub().isPresent()) {
      throw refused("This filter cannot be answered:");
    }
    String attribute = compare.path().name();
    if (attribute.equals("id")) {
      return ResourceId.parse(wanted.value()).flatMap(this::known).flatMap(reading::found);
    }
    if (!attribute.equals(Resource.nameAttribute(type))) {
      throw refused("This filter cannot be answered:");
    }
    Snapshot snapshot = configuration.held();
    return accounts
        .find(
            type, attribute, wanted.value(), snapshot.outbound(caller.serviceProvider()), snapshot)
        .flatMap(
            found ->
                known(found.id())
                    .map(passed -> PassedReading.resource(passed, found.attributes(), null)));
  }

  private Optional<PassedResource> known(ResourceId id) {
    return store
        .<Optional<PassedResource>>read(tx -> tx.passed().find(id))
        .filter(r -> r.type() == type && r.domain().equals(caller.domain()));
  }

  private static Page<Resource> page(Optional<Resource> found, Query query) {
    boolean shown =
        query.count() > 0
            && !(query.paging() instanceof Query.ByIndex index && index.startIndex() > 1);
    return new Page<>(shown ? found.stream().toList() : List.of(), found.isPresent() ? 1 : 0);
  }

  /** Those of this service provider, one call to a target each. */
  private Page<Resource> all(Query query) {
    if (!(query.paging() instanceof Query.ByIndex index)) {
      throw refused("No paging by cursor:");
    }
    int wanted = Math.min(query.count(), MOST_ON_A_PAGE);
    List<PassedResource> page =
        store.<List<PassedResource>>read(tx -> page(tx.passed(), index.startIndex() - 1, wanted));
    long total =
        store.<Long>read(tx -> tx.passed().count(caller.serviceProvider(), caller.domain(), type));
    return new Page<>(page.stream().map(reading::listed).toList(), total);
  }

  private List<PassedResource> page(PassedResources passed, int skip, int wanted) {
    List<PassedResource> page = new ArrayList<>();
    @Nullable ResourceId after = null;
    int left = skip;
    while (wanted > 0 && page.isEmpty()) {
      int most = left > 0 ? Math.min(left, Query.MAX_COUNT) : wanted;
      List<PassedResource> next =
          passed.list(caller.serviceProvider(), caller.domain(), type, after, most);
      if (next.isEmpty()) {
        return page;
      }
      after = next.get(next.size() - 1).id();
      if (left > 0) {
        left -= next.size();
      } else {
        page.addAll(next);
      }
    }
    return page;
  }

  private static RejectedException refused(String what) {
    return RejectedException.of(Problem.Kind.INVALID_FILTER, what + " " + PassThrough.POSSIBLE);
  }
}
