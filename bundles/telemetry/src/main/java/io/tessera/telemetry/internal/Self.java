package io.tessera.telemetry.internal;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whom figures and spans are about.
 *
 * @param node the file with this node's name; at the very first start it is there a little later
 */
record Self(String version, Path node) {
  Resource resource() throws IOException {
    AttributesBuilder attributes =
        Attributes.builder().put("service.name", "tessera").put("service.version", version);
    if (Files.exists(node)) {
      attributes.put("service.instance.id", Files.readString(node).strip());
    }
    return Resource.create(attributes.build());
  }
}
