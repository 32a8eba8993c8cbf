package io.tessera.provisioning.internal.policymap;

import io.tessera.model.Attributes;
import io.tessera.model.Names;
import io.tessera.model.Value;
import io.tessera.provisioning.api.admin.PolicyMap.Generation;
import io.tessera.provisioning.api.spi.Expression;
import io.tessera.provisioning.api.spi.ExpressionException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes up values, the best first. */
final class Generator {
  /** What a candidate sees of the counting: {@code counter.n}. */
  static final String COUNTER = "counter";

  private static final String NUMBER = "n";
  private static final List<String> COUNTED = List.of(COUNTER, NUMBER);

  private final Generation generation;
  private final List<Expression> candidates;
  private final Set<String> reserved;

  Generator(Generation generation, List<Expression> candidates) {
    this.generation = generation;
    this.candidates = List.copyOf(candidates);
    this.reserved =
        generation.reserved().stream().map(Names::fold).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Values that may be given, without those that are too long, reserved or empty. Each is computed
   * when it is asked for.
   *
   * @throws ExpressionException while it is walked through
   */
  Iterator<String> candidates(Map<String, Attributes> inputs) {
    return new Walk(inputs);
  }

  private boolean fits(String value) {
    return !value.isEmpty()
        && value.codePointCount(0, value.length()) <= generation.maxLength()
        && !reserved.contains(Names.fold(value));
  }

  /** Candidate by candidate, number by number. */
  private final class Walk implements Iterator<String> {
    private final Map<String, Attributes> inputs;
    private final Iterator<Expression> rest = candidates.iterator();
    private final Set<String> seen = new HashSet<>();
    private @Nullable Expression counted;
    private int number;
    private @Nullable String found;

    Walk(Map<String, Attributes> inputs) {
      this.inputs = inputs;
    }

    @Override
    public boolean hasNext() {
      while (found == null && (counted != null || rest.hasNext())) {
        String value = text(nextTry());
        if (fits(value) && seen.add(value)) {
          found = value;
        }
      }
      return found != null;
    }

    @Override
    public String next() {
      if (!hasNext() || found == null) {
        throw new NoSuchElementException();
      }
      String value = found;
      found = null;
      return value;
    }

    private Value nextTry() {
      if (counted == null) {
        Expression candidate = rest.next();
        if (!candidate.reads().contains(COUNTED)) {
          return candidate.evaluate(inputs);
        }
        counted = candidate;
        number = generation.from();
      }
      Value value = counted.evaluate(counting(number));
      if (number == generation.to()) {
        counted = null;
      }
      number++;
      return value;
    }

    private Map<String, Attributes> counting(int n) {
      Map<String, Attributes> with = new HashMap<>(inputs);
      with.put(COUNTER, Attributes.builder().put(NUMBER, Value.Num.of(n)).build());
      return with;
    }
  }

  private static String text(Value value) {
    return value.elements().stream().findFirst().map(SourcePath::text).orElse("");
  }
}
