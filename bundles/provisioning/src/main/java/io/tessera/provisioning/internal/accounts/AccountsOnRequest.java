package io.tessera.provisioning.internal.accounts;

import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.Query;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.model.Value;
import io.tessera.model.filter.Filter;
import io.tessera.provisioning.api.Include;
import io.tessera.provisioning.internal.configuration.AccountsSchema;
import io.tessera.provisioning.internal.configuration.LiveConfiguration;
import io.tessera.provisioning.internal.configuration.Snapshot;
import io.tessera.store.spi.AccountLink;
import io.tessera.store.spi.DeliveryLog;
import io.tessera.store.spi.DeliveryLog.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows users with their accounts at the targets, by one query for a whole page. */
public final class AccountsOnRequest {
  private final DeliveryLog log;
  private final LiveConfiguration configuration;

  public AccountsOnRequest(DeliveryLog log, LiveConfiguration configuration) {
    this.log = log;
    this.configuration = configuration;
  }

  public Resource of(Resource resource, Set<Include> include) {
    return of(List.of(resource), include).get(0);
  }

  /** All of one type. */
  public List<Resource> of(List<Resource> resources, Set<Include> include) {
    boolean users = !resources.isEmpty() && resources.get(0).type() == ResourceType.USER;
    if (!users || !include.contains(Include.ACCOUNTS)) {
      return resources;
    }
    Snapshot snapshot = configuration.held();
    Map<ResourceId, List<Value>> accounts = new HashMap<>();
    for (Status status : log.accountsOf(resources.stream().map(Resource::id).toList())) {
      accounts
          .computeIfAbsent(status.lane().resource(), id -> new ArrayList<>())
          .add(account(status, snapshot));
    }
    return resources.stream().map(r -> with(r, accounts.getOrDefault(r.id(), List.of()))).toList();
  }

  private static Value account(Status status, Snapshot snapshot) {
    @Nullable AccountLink link = status.link();
    DeliveryLog.@Nullable State last = status.last();
    Attributes.Builder account =
        Attributes.builder()
            .put(
                "target",
                snapshot
                    .target(status.lane().target())
                    .map(t -> t.target().name())
                    .orElseGet(() -> status.lane().target().toString()));
    if (link != null && link.known()) {
      account.put("remoteId", link.remoteId());
    }
    account.put("state", link == null ? "awaited" : word(link.state()));
    if (last != null) {
      account.put("lastOutcome", word(last));
    }
    account.put("pending", Value.Num.of(status.pending()));
    if (!status.detail().isEmpty()) {
      account.put("detail", status.detail());
    }
    return Value.complex(account.put("lastModified", status.updated().toString()).build());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Resource with(Resource user, List<Value> accounts) {
    if (accounts.isEmpty()) {
      return user;
    }
    Attributes extension =
        Attributes.builder().put(AccountsSchema.ACCOUNTS, Value.many(accounts)).build();
    return new Resource(
        user.type(),
        user.id(),
        user.domain(),
        user.version(),
        user.created(),
        user.lastModified(),
        user.externalId(),
        user.attributes().with(AccountsSchema.URN, Value.complex(extension)));
  }

  /**
   * Accounts are shown, not searched.
   *
   * @throws RejectedException INVALID_FILTER, INVALID_PATH
   */
  public static void refuseIn(Query query) {
    query.filterIfAny().ifPresent(AccountsOnRequest::refuseIn);
    query
        .sortIfAny()
        .filter(sort -> isOurs(sort.by()))
        .ifPresent(
            sort -> {
              throw RejectedException.at(
                  Problem.Kind.INVALID_PATH, sort.by(), "Users cannot be sorted by accounts.");
            });
  }

  private static void refuseIn(Filter filter) {
    if (filter instanceof Filter.And and) {
      and.all().forEach(AccountsOnRequest::refuseIn);
    } else if (filter instanceof Filter.Or or) {
      or.any().forEach(AccountsOnRequest::refuseIn);
    } else if (filter instanceof Filter.Not not) {
      refuseIn(not.filter());
    } else if (filter instanceof Filter.Compare compare) {
      refuseIn(compare.path());
    } else if (filter instanceof Filter.Present present) {
      refuseIn(present.path());
    } else if (filter instanceof Filter.Element element) {
      refuseIn(element.path());
    }
  }

  private static void refuseIn(AttributePath path) {
    if (isOurs(path)) {
      throw RejectedException.at(
          Problem.Kind.INVALID_FILTER,
          path,
          "Accounts are shown with attributes=" + AccountsSchema.URN + "; no filter can use them.");
    }
  }

  private static boolean isOurs(AttributePath path) {
    return path.extension().filter(AccountsSchema.URN::equals).isPresent();
  }
}
