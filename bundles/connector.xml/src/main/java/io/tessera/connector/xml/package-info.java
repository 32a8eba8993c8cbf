/**
 * XML documents and SOAP messages for connectors whose targets speak them: read with everything
 * bounded and nothing looked up elsewhere, written with every value escaped; and the calls of SOAP
 * services over HTTP.
 */
@NullMarked
@Export
@Version("1.0.0")
package io.tessera.connector.xml;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
