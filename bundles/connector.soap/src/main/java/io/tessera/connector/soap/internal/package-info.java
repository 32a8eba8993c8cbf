/**
 * Accounts of an application by the web service it has for them: messages are made from its WSDL,
 * and the settings say which operation does what.
 */
@NullMarked
package io.tessera.connector.soap.internal;

import org.jspecify.annotations.NullMarked;
