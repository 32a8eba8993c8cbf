/** The use cases of operators: what is connected, how, and what became of each change. */
@NullMarked
@Export
@Version("0.1.0")
package io.tessera.provisioning.api.admin;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
