package io.tessera.provisioning.api.spi;

import io.tessera.model.Attributes;
import io.tessera.model.Value;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/** A compiled expression. Any number of threads may evaluate it at once. */
@ConsumerType
public interface Expression {
  /** As it was written. */
  String source();

  /**
   * Which attributes it names, from the input on: {@code [user, name, familyName]}. Attributes of
   * what a macro walks through, and those whose names are computed, are not among them.
   */
  Set<List<String>> reads();

  /**
   * Computes the value.
   *
   * @param inputs by name; those left out are empty
   * @return {@link Value#NONE} also when it needs an attribute that is not there
   * @throws ExpressionException types do not fit, or a bound was reached
   */
  Value evaluate(Map<String, Attributes> inputs);
}
