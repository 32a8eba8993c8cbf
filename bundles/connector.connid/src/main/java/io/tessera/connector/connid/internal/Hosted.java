package io.tessera.connector.connid.internal;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.Description;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteChanges;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.TargetAttributes;
import io.tessera.connector.spi.Testable.Step;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.identityconnectors.framework.common.objects.OperationalAttributes;
import org.jspecify.annotations.Nullable;

/** An instance of a ConnId connector. */
public final class Hosted {
  /** What ConnId calls the password. */
  public static final String PASSWORD = OperationalAttributes.PASSWORD_NAME;

  /** Property of the generated component: the class of the connector. */
  static final String CLASS = "connid.class";

  private final Facade facade;
  private final ObjectKinds kinds;
  private final Accounts accounts;
  private final Listings listings;
  private final Changes changes;
  private final SettingsCheck check;
  private final HostSettings settings;

  public Hosted(ConnIdBundle bundle, Map<String, ?> properties) {
    settings = HostSettings.of(properties);
    try {
      facade =
          new Facade(
              bundle.connector(String.valueOf(properties.get(CLASS))).getDefaultAPIConfiguration(),
              properties,
              settings);
    } catch (ConnectorException refused) {
      throw new ConfigurationException(CLASS, String.valueOf(refused.getMessage()));
    }
    kinds = new ObjectKinds(facade, settings);
    Finder finder = new Finder(facade);
    Members members = new Members(facade, kinds, finder, settings);
    accounts = new Accounts(facade, kinds, finder, members);
    listings = new Listings(facade, kinds);
    changes = new Changes(facade, kinds);
    check = new SettingsCheck(facade, kinds, settings);
  }

  public Outcome apply(Operation operation) throws InterruptedException {
    try {
      return switch (operation.action()) {
        case CREATE -> accounts.create(operation);
        case UPDATE -> accounts.update(operation);
        case DELETE -> accounts.delete(operation);
      };
    } catch (TargetFailure failure) {
      return failure.without(values(operation.attributes()));
    }
  }

  private static Set<String> values(TargetAttributes attributes) {
    return attributes.asMap().values().stream().flatMap(List::stream).collect(Collectors.toSet());
  }

  public Reading read(Lookup lookup) throws InterruptedException {
    try {
      return accounts.read(lookup);
    } catch (TargetFailure failure) {
      return new Reading.Unreadable(failure.without(values(lookup.attributes())));
    }
  }

  public Listing search(Search search) throws InterruptedException {
    try {
      return listings.search(search);
    } catch (TargetFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  public RemoteChanges changes(ObjectType type, @Nullable String token, int most)
      throws InterruptedException {
    try {
      return changes.changes(type, token, most);
    } catch (TargetFailure failure) {
      return new RemoteChanges.Unreadable(failure.failed());
    }
  }

  public Description describe(ObjectType type) throws InterruptedException {
    try {
      return kinds.describe(type);
    } catch (TargetFailure failure) {
      return new Description.Unknown(failure.failed());
    }
  }

  public List<Step> test() throws InterruptedException {
    return check.run();
  }

  /** Names of attributes only. */
  public List<String> plan(Operation operation) throws InterruptedException {
    return Plan.of(operation, settings);
  }

  public void close() {
    facade.close();
  }
}
