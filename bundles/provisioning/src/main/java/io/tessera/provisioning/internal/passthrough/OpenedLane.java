package io.tessera.provisioning.internal.passthrough;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import io.tessera.store.spi.Attempt;
import io.tessera.store.spi.Completion;
import io.tessera.store.spi.Lane;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A leased lane with what it carries in the clear, for as long as it is delivered. */
public final class OpenedLane {
  private final Lane lane;
  private final List<Payload> payloads;

  private OpenedLane(Lane lane, List<Payload> payloads) {
    this.lane = lane;
    this.payloads = payloads;
  }

  /** Where nothing was sealed. */
  public static OpenedLane plain(Lane lane) {
    return new OpenedLane(lane, List.of());
  }

  /**
   * @param payloads those of its operations, in their order
   */
  static OpenedLane sealed(Lane lane, List<Payload> payloads) {
    return new OpenedLane(lane, List.copyOf(payloads));
  }

  public Lane lane() {
    return lane;
  }

  /**
   * What the target may have of the resource before its last change, when that is not all there is;
   * empty when all of it is known.
   */
  public List<Attributes> partlyKnown() {
    return payloads.isEmpty() ? List.of() : payloads.get(payloads.size() - 1).before();
  }

  /** What became of it as it may be kept: without a word of what it carried. */
  public Completion forKeeping(Completion completion) {
    if (payloads.isEmpty()) {
      return completion;
    }
    Set<String> values = new HashSet<>();
    for (Payload payload : payloads) {
      collect(Value.complex(payload.state()), values);
      payload.before().forEach(before -> collect(Value.complex(before), values));
    }
    for (Attempt attempt : completion.attempts()) {
      Optional.ofNullable(attempt.request())
          .ifPresent(sent -> collect(Value.complex(sent.complex("attributes")), values));
      Optional.ofNullable(attempt.answer())
          .ifPresent(answer -> collect(Value.complex(answer), values));
    }
    return new Discretion(values).of(completion);
  }

  private static void collect(Value value, Set<String> values) {
    if (value instanceof Value.Text text) {
      values.add(text.value());
    } else if (value instanceof Value.Complex complex) {
      complex.attributes().forEach((name, inner) -> collect(inner, values));
    } else if (value instanceof Value.Many many) {
      many.values().forEach(element -> collect(element, values));
    }
  }
}
