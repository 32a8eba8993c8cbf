package io.tessera.notify.internal;

import io.tessera.crypto.Secret;
import io.tessera.crypto.SecretBox;
import io.tessera.crypto.SecretUnreadableException;
import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.admin.AlertChannel;
import io.tessera.provisioning.api.admin.AlertChannels;
import io.tessera.store.spi.Change;
import io.tessera.store.spi.Configurations;
import io.tessera.store.spi.Configurations.Item;
import io.tessera.store.spi.Store;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The use cases of alert channels. */
@Component(service = {AlertChannels.class, AlertAdministration.class})
public final class AlertAdministration implements AlertChannels {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int MAX_SECRET = 1_024;
  private static final int MOST = 50;

  private final Store store;
  private final SecretBox box;
  private final Post post;
  private final HttpClient client;

  @Activate
  public AlertAdministration(
      @Reference(name = "store") Store store,
      @Reference(name = "box") SecretBox box,
      @Reference(name = "post") Post post) {
    this.store = store;
    this.box = box;
    this.post = post;
    this.client = post.client();
  }

  @Override
  public List<AlertChannel> list() {
    return store.<List<Item>>read(tx -> tx.configurations().items(ChannelDocument.KIND)).stream()
        .map(this::channel)
        .sorted(Comparator.comparing(AlertChannel::name))
        .toList();
  }

  @Override
  public Optional<AlertChannel> get(UUID id) {
    return store
        .<Optional<Item>>read(tx -> tx.configurations().item(ChannelDocument.KIND, id))
        .map(this::channel);
  }

  private AlertChannel channel(Item item) {
    Post.Standing standing = post.standing(item.id());
    return ChannelDocument.read(item, standing.lastSent(), standing.lastFailure());
  }

  @Override
  public AlertChannel create(Caller caller, AlertChannel.Draft draft) {
    if (list().size() >= MOST) {
      throw RejectedException.of(Problem.Kind.CONFLICT, "There are " + MOST + " alert channels.");
    }
    return put(caller, UUID.randomUUID(), 1, draft, false);
  }

  @Override
  public AlertChannel replace(
      Caller caller, UUID id, long expectedVersion, AlertChannel.Draft draft) {
    AlertChannel present = present(id);
    requireVersion(present, expectedVersion);
    // Another type has another secret; the old one must not go there.
    boolean kept = present.type() == draft.type() && !present.secretsSet().isEmpty();
    return put(caller, id, expectedVersion + 1, draft, kept);
  }

  private AlertChannel put(
      Caller caller, UUID id, long version, AlertChannel.Draft draft, boolean secretBefore) {
    String name = ChannelSettings.secretOf(draft.type());
    Optional<Value> given = draft.settings().get(name);
    Optional<String> secret = given.filter(v -> !v.isNone()).map(v -> secret(name, v));
    boolean isSet = given.isPresent() ? secret.isPresent() : secretBefore;
    AlertChannel channel =
        new AlertChannel(
            id,
            checkedName(draft.name()),
            draft.type(),
            draft.enabled(),
            draft.settings().without(name),
            isSet ? Set.of(name) : Set.of(),
            draft.conditions(),
            draft.targets(),
            null,
            null,
            version);
    ChannelSettings.read(channel.type(), channel.settings(), Optional.empty(), client);
    store.write(
        tx -> {
          Configurations configurations = tx.configurations();
          configurations.put(
              ChannelDocument.item(channel),
              origin(caller),
              given.isPresent() || secretBefore && !isSet ? List.of(name) : List.of());
          String reference = reference(id);
          if (!isSet) {
            configurations.removeSecret(reference);
          }
          secret.ifPresent(
              clear ->
                  configurations.putSecret(
                      reference,
                      box.seal(clear.getBytes(StandardCharsets.UTF_8), context(reference))));
          return Boolean.TRUE;
        });
    return channel;
  }

  @Override
  public void delete(Caller caller, UUID id, long expectedVersion) {
    AlertChannel present = present(id);
    requireVersion(present, expectedVersion);
    store.write(
        tx -> {
          tx.configurations().remove(ChannelDocument.KIND, id, expectedVersion, origin(caller));
          tx.configurations().removeSecret(reference(id));
          return Boolean.TRUE;
        });
  }

  private static Change.Origin origin(Caller caller) {
    return new Change.Origin(
        caller.serviceProvider(), caller.actor(), caller.channel().name(), caller.causality());
  }

  @Override
  public AlertChannel.Attempt test(UUID id) {
    return post.test(id, carrier(present(id)));
  }

  /**
   * What a channel sends with.
   *
   * @throws RejectedException its settings are not fit any more, or its secret cannot be read
   */
  Carrier carrier(AlertChannel channel) {
    return ChannelSettings.read(channel.type(), channel.settings(), secretOf(channel), client);
  }

  private Optional<Secret> secretOf(AlertChannel channel) {
    if (channel.secretsSet().isEmpty()) {
      return Optional.empty();
    }
    String reference = reference(channel.id());
    Optional<byte[]> sealed = store.read(tx -> tx.configurations().secret(reference));
    try {
      return sealed
          .map(bytes -> box.open(bytes, context(reference)))
          .map(clear -> new Secret(new String(clear, StandardCharsets.UTF_8)));
    } catch (SecretUnreadableException lost) {
      throw RejectedException.of(
          Problem.Kind.CONFLICT, "Its secret cannot be read: " + lost.getMessage());
    }
  }

  private AlertChannel present(UUID id) {
    return get(id)
        .orElseThrow(
            () -> RejectedException.of(Problem.Kind.NOT_FOUND, "There is no such alert channel."));
  }

  private static void requireVersion(AlertChannel present, long expected) {
    if (present.version() != expected) {
      throw RejectedException.of(
          Problem.Kind.STALE,
          "It has changed since; its version is " + present.version() + ". Read it again.");
    }
  }

  private static String checkedName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          "name", "lower-case letters, digits and dashes are expected, 63 characters at most.");
    }
    return name;
  }

  private static String secret(String name, Value value) {
    if (value instanceof Value.Text text
        && !text.value().isEmpty()
        && text.value().length() <= MAX_SECRET) {
      return text.value();
    }
    throw invalid("settings." + name, "at most " + MAX_SECRET + " characters are expected.");
  }

  private static RejectedException invalid(String path, String what) {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE, AttributePath.of(path), path + ": " + what);
  }

  private static String reference(UUID id) {
    return id + "/alert";
  }

  /** As all stored secrets have it, so that a new key encrypts these too. */
  private static String context(String reference) {
    return "secret|value|" + reference;
  }
}
