package io.tessera.itests;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What the distribution packs against what its features name. */
public class FeaturesIT {
  @Test
  public void the_repository_holds_exactly_the_bundles_the_features_name() throws IOException {
    Distribution distribution =
        new Distribution(Path.of(System.getProperty("tessera.dist")).toRealPath(), Map.of());
    List<Path> named = new ArrayList<>(distribution.bundles(distribution.featureNames()).keySet());
    assertEquals(distribution.packed(), named);
  }
}
