package io.tessera.provisioning.internal.passthrough;

import io.tessera.crypto.KeyRing;
import io.tessera.crypto.SecretBox;
import io.tessera.json.AttributesJson;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Value;
import io.tessera.store.spi.Lane;
import io.tessera.store.spi.Lane.Queued;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Seals what operations carry that is not to be kept, and opens it where it is delivered. */
@Component(service = Payloads.class)
public final class Payloads {
  /** No schema has an attribute of such a name. */
  private static final String SEALED = "$sealed";

  private static final String STATE = "state";
  private static final String BEFORE = "before";

  /** Characters of a sealed password that the store has room for. */
  private static final int MOST_SEALED = 4_000;

  private final SecretBox box;
  private final KeyRing ring;
  private final AttributesJson json = new AttributesJson();

  @Activate
  public Payloads(@Reference(name = "box") SecretBox box, @Reference(name = "ring") KeyRing ring) {
    this.box = box;
    this.ring = ring;
  }

  /**
   * @param document what the store keeps
   * @param key that is needed to open it
   */
  public record Sealed(Attributes document, String key) {}

  public Sealed seal(UUID change, Payload payload) {
    Attributes.Builder content = Attributes.builder().keep(STATE, Value.complex(payload.state()));
    if (payload.isPartial()) {
      content.keep(BEFORE, Value.many(payload.before().stream().map(Value::complex).toList()));
    }
    byte[] sealed = box.seal(json.write(content.build()), context(change));
    return new Sealed(
        Attributes.builder().put(SEALED, Base64.getEncoder().encodeToString(sealed)).build(),
        ring.keyOf(sealed));
  }

  /**
   * @throws io.tessera.crypto.SecretUnreadableException its key is not there any more
   */
  public Payload open(UUID change, Attributes document) {
    byte[] sealed = Base64.getDecoder().decode(document.text(SEALED).orElseThrow());
    Attributes content = json.read(box.open(sealed, context(change)));
    return new Payload(
        content.complex(STATE), content.get(BEFORE).map(Payloads::all).orElse(List.of()));
  }

  private static List<Attributes> all(Value before) {
    return before.elements().stream()
        .map(one -> one instanceof Value.Complex known ? known.attributes() : Attributes.empty())
        .toList();
  }

  /**
   * A password on its way.
   *
   * @param key that is needed to open it
   */
  public record SealedPassword(String text, String key) {}

  /**
   * @throws RejectedException INVALID_VALUE at {@code password} when it is too long to be stored
   *     sealed
   */
  public SealedPassword sealPassword(UUID change, String clear) {
    byte[] sealed = box.seal(clear.getBytes(StandardCharsets.UTF_8), passwordContext(change));
    String text = Base64.getEncoder().encodeToString(sealed);
    if (text.length() > MOST_SEALED) {
      throw RejectedException.at(
          Problem.Kind.INVALID_VALUE,
          AttributePath.of("password"),
          "password: it is too long to be sent to targets.");
    }
    return new SealedPassword(text, ring.keyOf(sealed));
  }

  /**
   * @throws io.tessera.crypto.SecretUnreadableException its key is not there any more
   */
  public String openPassword(UUID change, String sealed) {
    byte[] clear = box.open(Base64.getDecoder().decode(sealed), passwordContext(change));
    return new String(clear, StandardCharsets.UTF_8);
  }

  public static boolean isSealed(Attributes document) {
    return document.get(SEALED).isPresent();
  }

  /**
   * A lane as it can be delivered.
   *
   * @throws io.tessera.crypto.SecretUnreadableException a key is not there any more
   */
  public OpenedLane open(Lane lane) {
    if (lane.queue().stream().noneMatch(queued -> isSealed(queued.state()))) {
      return OpenedLane.plain(lane);
    }
    List<Queued> queue = new ArrayList<>();
    List<Payload> payloads = new ArrayList<>();
    for (Queued queued : lane.queue()) {
      Payload payload =
          isSealed(queued.state())
              ? open(queued.change(), queued.state())
              : Payload.whole(queued.state());
      payloads.add(payload);
      queue.add(queued.with(payload.state()));
    }
    return OpenedLane.sealed(with(lane, queue), payloads);
  }

  private static Lane with(Lane lane, List<Queued> queue) {
    return new Lane(
        lane.key(),
        lane.epoch(),
        lane.attempts(),
        queue,
        lane.link(),
        lane.awaited(),
        lane.approvedVersion());
  }

  private static String passwordContext(UUID change) {
    return "change|password|" + change;
  }

  /** Bound to the change: a payload opens nowhere else. */
  private static String context(UUID change) {
    return "change|payload|" + change;
  }
}
