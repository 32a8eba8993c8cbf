package io.tessera.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureTest {
  @TempDir private Path folder;

  @Test
  void a_bundle_is_found_by_its_coordinates() throws Exception {
    Feature feature =
        read("{\"bundles\": [{\"id\": \"org.acme:acme.core:1.2\", \"start-order\": 5}]}");
    assertThat(feature.bundles().get(0).startOrder()).isEqualTo(5);
    assertThat(feature.bundles().get(0).in(Path.of("/r")))
        .isEqualTo(Path.of("/r/org/acme/acme.core/1.2/acme.core-1.2.jar"));
  }

  @Test
  void settings_are_filled_in() throws Exception {
    Feature feature =
        read(
            "{\"framework-properties\": {\"a\": \"${tessera.data}/x\"},"
                + " \"configurations\": {\"p\": {\"b\": \"${tessera.data}\", \"n\": 7,"
                + " \"list\": [\"${tessera.data}\", \"c\"]}}}");
    assertThat(feature.frameworkProperties()).containsEntry("a", "/d$1/x");
    assertThat(feature.configurations().get("p"))
        .containsEntry("b", "/d$1")
        .containsEntry("n", 7L)
        .containsEntry("list", new String[] {"/d$1", "c"});
  }

  @Test
  void a_bundle_without_a_version_is_refused_with_the_file_name() {
    assertThatThrownBy(() -> read("{\"bundles\": [{\"id\": \"a:b\", \"start-order\": 1}]}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("feature.json");
  }

  private Feature read(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("feature.json"), json);
    return Feature.read(file, Map.of("tessera.data", "/d$1"));
  }
}
