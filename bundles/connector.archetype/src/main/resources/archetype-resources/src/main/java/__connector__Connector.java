package ${package};

import static org.osgi.service.metatype.annotations.AttributeType.PASSWORD;

import io.tessera.connector.spi.ConfigurationException;
import io.tessera.connector.spi.Connector;
import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Listing;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.ObjectType;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Readable;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.Search;
import io.tessera.connector.spi.Searchable;
import io.tessera.connector.spi.Testable;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Keeps the users of ${connector}. As it stands it speaks to a service that takes and gives forms,
 * {@code name=alice&title=Engineer}: what {@link ${connector}Client} tells. Make that your own.
 */
@Component(
    service = Connector.class,
    configurationPid = "${package}",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ${connector}Connector.Config.class, factory = true)
public final class ${connector}Connector implements Connector, Readable, Searchable, Testable {
  /** What an operator sets; the names of secrets begin with an underscore. */
  @ObjectClassDefinition(name = "${connector}", description = "Users of ${connector}.")
  public @interface Config {
    @AttributeDefinition(
        name = "URL",
        description = "Of the users, such as https://app.example.org/users.")
    String url();

    @AttributeDefinition(name = "Token", description = "Sent as bearer token.", type = PASSWORD)
    String _token();

    @AttributeDefinition(
        name = "Time-out (ms)",
        description = "Longest wait for a connection, and for an answer.",
        min = "100",
        max = "600000")
    int timeoutMillis() default 15_000;
  }

  private final ${connector}Client client;

  /** Opens no connection: the service may be down just now. */
  @Activate
  public ${connector}Connector(Config config) {
    client = new ${connector}Client(url(config.url()), config._token(), config.timeoutMillis());
  }

  private static URI url(String text) {
    try {
      URI url = URI.create(text.strip());
      if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
        return url;
      }
    } catch (IllegalArgumentException noUrl) {
      throw new ConfigurationException("url", "is no URL");
    }
    throw new ConfigurationException("url", "has to begin with http:// or https://");
  }

  @Override
  public Outcome apply(Operation operation) throws InterruptedException {
    if (operation.type() == ObjectType.GROUP) {
      return Outcome.failed(FailureKind.INVALID, "${connector} knows no groups.");
    }
    try {
      return switch (operation.action()) {
        case CREATE -> Outcome.applied(client.create(operation));
        case UPDATE -> {
          client.update(operation);
          yield Outcome.applied(operation.existing());
        }
        case DELETE -> {
          client.delete(operation.existing());
          yield Outcome.applied(operation.existing());
        }
      };
    } catch (ServiceFailure failure) {
      return failure.failed();
    }
  }

  @Override
  public Reading read(Lookup lookup) throws InterruptedException {
    if (lookup.type() == ObjectType.GROUP) {
      return new Reading.Absent();
    }
    try {
      Optional<String> name = lookup.attributes().first(${connector}Client.NAME);
      return (lookup.remoteId() != null
              ? client.find(lookup.remoteId())
              : name.isPresent() ? client.findNamed(name.get()) : Optional.<Form>empty())
          .<Reading>map(user -> new Reading.Found(user.id(), user.attributes()))
          .orElseGet(Reading.Absent::new);
    } catch (ServiceFailure failure) {
      return new Reading.Unreadable(failure.failed());
    }
  }

  /** The cursor is the id of the last user of the page before. */
  @Override
  public Listing search(Search search) throws InterruptedException {
    if (search.type() == ObjectType.GROUP) {
      return new Listing.Page(List.of(), null);
    }
    try {
      List<Form> users = client.list(search.cursorIfAny().orElse(""), search.most());
      String next =
          users.size() < search.most() ? null : users.get(users.size() - 1).id().value();
      return new Listing.Page(users.stream().map(Form::account).toList(), next);
    } catch (ServiceFailure failure) {
      return new Listing.Unreadable(failure.failed());
    }
  }

  @Override
  public List<Step> test() throws InterruptedException {
    List<Step> steps = new ArrayList<>();
    try {
      client.list("", 1);
      steps.add(new Step("list a user", true, "The service answered."));
    } catch (ServiceFailure failure) {
      steps.add(new Step("list a user", false, failure.failed().detail()));
    }
    return steps;
  }
}
