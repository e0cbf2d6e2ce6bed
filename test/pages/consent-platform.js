// @ts-nocheck
// Imitates consent platforms. Each is added by `platforms.<name>.add()`, and says what the page calls.
globalThis.platforms = {
  // gtag(), and the state that Google's script keeps: it reads the layer, and calls its listeners on a change.
  google: {
    gtag() {
      globalThis.dataLayer.push(arguments);
    },
    add() {
      const entries = {};
      const listeners = [];
      const ics = { entries, addListener: (types, fn) => listeners.push(fn) };
      ics.getConsentState = () => {
        throw new TypeError('usedContainerScopedDefaults');
      };
      const read = (entry) => {
        if (entry[0] !== 'consent') return;
        for (const [type, value] of Object.entries(entry[2])) {
          if (!type.includes('_storage')) continue;
          entries[type] = { ...entries[type], [entry[1]]: value === 'granted' };
        }
        for (const fn of listeners) fn({ consentEventId: 1, consentPriorityId: 1 });
      };
      globalThis.google_tag_data = { ics };
      globalThis.dataLayer ??= [];
      const layer = globalThis.dataLayer;
      for (const entry of layer) read(entry);
      const { push } = layer;
      layer.push = function (...pushed) {
        const length = push.apply(this, pushed);
        for (const entry of pushed) read(entry);
        return length;
      };
      // What a template of Google Tag Manager sets without the layer.
      this.template = (values) => read(['consent', 'update', values]);
    },
  },

  // A stub queues calls. The platform replays them, and tells each listener at once what it knows.
  tcf: {
    data: { gdprApplies: undefined, cmpStatus: 'loading', eventStatus: '' },
    listeners: new Map(),
    stub() {
      const queue = [];
      this.queue = queue;
      globalThis.__tcfapi = (...args) => {
        if (args[0] === 'ping') args[2]({ cmpLoaded: false, cmpStatus: 'stub' });
        else queue.push(args);
      };
      this.addLocator();
    },
    addLocator() {
      const frame = document.createElement('iframe');
      frame.name = '__tcfapiLocator';
      frame.style.display = 'none';
      if (document.body) document.body.append(frame);
      else document.head.append(frame);
      addEventListener('message', ({ data, source }) => {
        const call = data?.__tcfapiCall;
        if (!call) return;
        __tcfapi(
          call.command,
          call.version,
          (returnValue, success) =>
            source.postMessage({ __tcfapiReturn: { returnValue, success, callId: call.callId } }, '*'),
          call.parameter,
        );
      });
    },
    add() {
      const { queue = [] } = this;
      if (!globalThis.__tcfapi) this.addLocator();
      globalThis.__tcfapi = (command, version, callback, parameter) => {
        if (command === 'addEventListener') {
          const listenerId = this.listeners.size + 1;
          this.listeners.set(listenerId, callback);
          callback({ ...this.data, listenerId }, true);
        } else if (command === 'removeEventListener') callback(this.listeners.delete(parameter));
      };
      for (const args of queue) __tcfapi(...args);
    },
    say(eventStatus, ids, more) {
      const consents = Object.fromEntries((ids ?? []).map((id) => [id, true]));
      this.data = {
        ...{ gdprApplies: true, cmpStatus: 'loaded', tcfPolicyVersion: 5, eventStatus },
        ...{ purpose: { consents, legitimateInterests: {} }, vendor: { consents: {} } },
        ...more,
      };
      for (const [listenerId, fn] of this.listeners) fn({ ...this.data, listenerId }, true);
    },
    // Nothing else exists where the law does not apply.
    exempt() {
      this.data = { gdprApplies: false, tcfPolicyVersion: 5, cmpId: 1, cmpVersion: 1 };
      for (const [listenerId, fn] of this.listeners) fn({ ...this.data, listenerId }, true);
    },
  },

  gpp: {
    ping: {
      gppVersion: '1.1',
      cmpStatus: 'loading',
      signalStatus: 'not ready',
      applicableSections: [0],
      parsedSections: {},
    },
    listeners: [],
    add() {
      globalThis.__gpp = (command, callback) => {
        if (command === 'removeEventListener') this.listeners = [];
        if (command !== 'addEventListener') return;
        this.listeners.push(callback);
        callback({ eventName: 'listenerRegistered', listenerId: 1, data: true, pingData: this.ping }, true);
      };
    },
    tell(eventName, data) {
      for (const fn of this.listeners) fn({ eventName, listenerId: 1, data, pingData: this.ping }, true);
    },
    // The order of events on a change, as the specification has it.
    say(applicableSections, parsedSections) {
      this.ping = { ...this.ping, cmpStatus: 'loaded', signalStatus: 'not ready' };
      this.tell('signalStatus', 'not ready');
      this.ping = { ...this.ping, applicableSections, parsedSections };
      this.tell('sectionChange', Object.keys(parsedSections)[0]);
      this.ping = { ...this.ping, signalStatus: 'ready' };
      this.tell('signalStatus', 'ready');
    },
  },
};
