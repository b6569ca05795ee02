// Passkeys. A form with data-passkey holds a hidden `credential`; the browser asks the person, and the
// answer is sent with the form. Without script, or where the browser has no passkeys, the form stays hidden.

const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const toText = (bytes) => {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const withBytes = (list = []) => list.map((each) => ({ ...each, id: toBytes(each.id) }));

async function ask(form, { publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (form.dataset.passkey === "get") {
    options.allowCredentials = withBytes(publicKey.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }
  options.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  options.excludeCredentials = withBytes(publicKey.excludeCredentials);
  options.authenticatorSelection = { ...publicKey.authenticatorSelection, ...alone(form) };
  return navigator.credentials.create({ publicKey: options });
}

// A passkey that is to sign in alone must be found without a name, and must know its person.
function alone(form) {
  const chosen = form.elements.passwordless?.checked;
  return chosen ? { residentKey: "required", requireResidentKey: true, userVerification: "required" } : {};
}

function described(credential) {
  const fields = ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"];
  const held = fields.filter((name) => credential.response[name]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(held.map((name) => [name, toText(credential.response[name])])),
  };
}

async function options(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  try {
    form.elements.credential.value = JSON.stringify(described(await ask(form, await options(form))));
    form.submit();
  } catch {
    trouble.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", send);
}
