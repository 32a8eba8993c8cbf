package io.tessera.metering;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Takes figures. */
@ProviderType
public interface Readings {
  /**
   * @param value of a counter or gauge
   * @param labels values, in the order of the meter's labels
   */
  void value(Meter meter, double value, List<String> labels);

  /**
   * @param labels values, in the order of the meter's labels
   */
  void distribution(Meter meter, Distribution distribution, List<String> labels);

  /** A counter or gauge. */
  default void value(Meter meter, double value, String... labels) {
    value(meter, value, List.of(labels));
  }
}
