package io.tessera.connector.scim;

import io.tessera.connector.http.HttpSettings;
import io.tessera.connector.http.HttpTarget;
import io.tessera.connector.scim.Capabilities.Announced;
import io.tessera.connector.scim.Pages.Page;
import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.PasswordAware;
import io.tessera.connector.spi.Plannable;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does what a connector to a SCIM service does, in the words of a {@link Dialect}; a connector
 * extends it with its settings. Opens no connection before the first call. Safe for use by several
 * threads; holds nothing that has to be closed.
 */
public class ScimService
    implements Connector,
        Readable,
        Searchable,
        ChangeSource,
        Plannable,
        Testable,
        Describable,
        PasswordAware {
  /** Cursors of the service and our own are told apart by what they begin with. */
  private static final String BY_CURSOR = "cursor:";

  private static final String BY_INDEX = "index:";

  private final ScimSettings settings;
  private final Dialect dialect;
  private final ScimClient client;
  private final Capabilities capabilities;
  private final Pages pages;
  private final Changes changes;

  protected ScimService(HttpSettings http, ScimSettings settings, Dialect dialect) {
    this.settings = settings;
    this.dialect = dialect;
    this.client = new HttpScimClient(new HttpTarget(http), dialect);
    this.capabilities = new Capabilities(client, settings.users().beside(dialect.announcement()));
    this.pages = new Pages(client, settings.domain());
    this.changes = new Changes(client, pages, Clock.systemUTC());
  }

  @Override
  public final Outcome apply(Operation operation) throws InterruptedException {
    try {
      return applied(resources(client), operation);
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  private Resources resources(ScimClient through) {
    return new Resources(through, settings, dialect, capabilities);
  }

  private static Outcome applied(Resources resources, Operation operation)
      throws TargetFailure, InterruptedException {
    return switch (operation.action()) {
      case CREATE -> resources.create(operation);
      case UPDATE -> resources.update(operation);
      case DELETE -> resources.delete(operation);
    };
  }

  @Override
  public final List<String> plan(Operation operation) throws InterruptedException {
    PlannedCalls calls = new PlannedCalls(client);
    try {
      applied(resources(calls), operation);
      return calls.lines();
    } catch (TargetFailure failure) {
      return Stream.concat(calls.lines().stream(), Stream.of(failure.failed().detail())).toList();
    }
  }

  @Override
  public final Reading read(Lookup lookup) throws InterruptedException {
    try {
      return resources(client).read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  @Override
  public final Listing search(Search search) throws InterruptedException {
    try {
      return listed(settings.required(search.type()), search);
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  private Listing listed(Endpoint endpoint, Search search)
      throws TargetFailure, InterruptedException {
    Announced announced = capabilities.get();
    int count = count(announced, search.most());
    String cursor =
        search.cursorIfAny().orElse(announced.cursors() ? BY_CURSOR : BY_INDEX + PageCursor.FIRST);
    if (cursor.startsWith(BY_CURSOR)) {
      Page page = pages.at(endpoint, cursor.substring(BY_CURSOR.length()), count);
      return listing(page, BY_CURSOR);
    }
    if (!cursor.startsWith(BY_INDEX)) {
      throw TargetFailure.of(FailureKind.INVALID, "The cursor is none of this connector's.");
    }
    PageCursor place = PageCursor.parse(cursor.substring(BY_INDEX.length()));
    return listing(pages.from(endpoint, "", place, count), BY_INDEX);
  }

  private static Listing listing(Page page, String kind) {
    Optional<String> next = page.next().map(cursor -> kind + cursor);
    return new Listing.Page(page.accounts(), next.orElse(null));
  }

  private int count(Announced announced, int most) {
    int largest = Math.max(1, announced.maxResults() - PageCursor.REMEMBERED);
    return Math.min(most, Math.min(settings.pageSize(), largest));
  }

  @Override
  public final RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    try {
      Endpoint endpoint = settings.required(type);
      return changes.since(endpoint, token, count(capabilities.get(), most));
    } catch (TargetFailure failure) {
      return new RemoteChanges.Unreadable(failure.failed());
    }
  }

  @Override
  public final List<Step> test() throws InterruptedException {
    return new ConnectionTest(client, settings, capabilities).run();
  }

  @Override
  public final Description describe(ObjectType type) throws InterruptedException {
    try {
      return new ServiceSchema(client, settings.users(), dialect).describe(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  @Override
  public final String passwordAttribute() {
    return "password";
  }

  /** No secrets. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + "[" + settings + "]";
  }
}
