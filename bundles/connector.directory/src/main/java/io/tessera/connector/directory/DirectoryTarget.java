package io.tessera.connector.directory;

import io.tessera.connector.spi.ChangeSource;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.Describable;
import io.tessera.connector.spi.Description;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A target that is a directory; what connectors of the family pass their calls on to. */
public final class DirectoryTarget
    implements Connector,
        Readable,
        Searchable,
        ChangeSource,
        Testable,
        Describable,
        PasswordAware,
        Plannable,
        AutoCloseable {
  private final Directory directory;
  private final Additions additions;
  private final Entries entries;
  private final Accounts accounts;
  private final Listings listings;
  private final ChangeFeed feed;
  private final SettingsCheck check;
  private final DirectorySchema schema;
  private final Plans plans;
  private final String passwordAttribute;

  /** Opens no connection. */
  public DirectoryTarget(
      ServerSettings server, Layout layout, Dialect dialect, ChangeSettings changes) {
    directory = new Directory(server, dialect);
    passwordAttribute = layout.passwordAttribute();
    Codec codec = new Codec(layout, dialect);
    Finder finder = new Finder(directory, layout, dialect);
    Memberships memberships = new Memberships(directory, finder, layout);
    additions = new Additions(directory, finder, memberships, codec, layout, dialect);
    entries = new Entries(directory, finder, memberships, codec, layout, dialect);
    accounts = new Accounts(directory, finder, codec, layout, dialect);
    listings = new Listings(directory, finder, accounts, dialect);
    feed = changes.feed(directory, finder, accounts, dialect);
    check = new SettingsCheck(directory, server, layout, dialect);
    schema = new DirectorySchema(directory, finder, layout, dialect);
    plans = new Plans(finder, additions, entries, memberships, dialect);
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> additions.create(operation);
        case UPDATE -> entries.update(operation);
        case DELETE -> entries.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return accounts.read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  @Override
  public Listing search(Search search) throws InterruptedException {
    try {
      return listings.page(search);
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  @Override
  public RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    try {
      return feed.changes(type, token, most);
    } catch (TargetFailure failure) {
      return new RemoteChanges.Unreadable(failure.failed());
    }
  }

  @Override
  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  @Override
  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return schema.describe(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  @Override
  public List<String> plan(Operation operation) throws InterruptedException {
    try {
      return plans.plan(operation);
    } catch (TargetFailure failure) {
      return List.of(failure.failed().detail());
    }
  }

  @Override
  public String passwordAttribute() {
    return passwordAttribute;
  }

  /** Closes the connections. Calls in flight have had their time. */
  @Override
  public void close() {
    listings.close();
    directory.close();
  }
}
