import { SessionContext } from '@jupyterlab/apputils';
import { Kernel, KernelMessage, KernelSpec, ServiceManager } from '@jupyterlab/services';

/** The name of the Python kernel to use: JupyterLab's default where that is Python, else the first that is. */
export function pythonKernelName(specs: KernelSpec.ISpecModels | null): string | undefined {
  const known = specs?.kernelspecs ?? {};
  const names = [specs?.default ?? '', ...Object.keys(known)];
  return names.find(name => known[name]?.language.toLowerCase() === 'python');
}

/**
 * A session at a path of its own, so that a reloaded page and a second browser tab find the one that runs.
 * Nothing starts before `initialize` is called. The path has no folder: the kernel works in the server's root.
 */
export async function panelSession(
  manager: ServiceManager.IManager,
  path: string,
  name: string
): Promise<SessionContext> {
  await manager.kernelspecs.ready;
  const kernel = pythonKernelName(manager.kernelspecs.specs);
  return new SessionContext({
    sessionManager: manager.sessions,
    specsManager: manager.kernelspecs,
    path,
    name,
    type: 'partnerbook',
    kernelPreference: { name: kernel, shouldStart: kernel !== undefined, autoStartDefault: false }
  });
}

/** The Python program of a kernel, as one types it in a terminal. */
export async function pythonProgram(kernel: Kernel.IKernelConnection): Promise<string> {
  const future = kernel.requestExecute({ code: 'print(__import__("sys").executable, end="")', silent: true });
  let program = '';
  future.onIOPub = message => {
    if (KernelMessage.isStreamMsg(message)) {
      program += message.content.text;
    }
  };
  await future.done;
  return program.includes(' ') ? `"${program}"` : program || 'python';
}

/** Stop the kernel of a session; the server may have done so already. */
export async function endSession(session: SessionContext): Promise<void> {
  await session.shutdown().catch(() => undefined);
  session.dispose();
}

/** Sees by its messages that another process speaks for a kernel: somebody has restarted it. */
export class ProcessWatch {
  /** Whether a message is the first of another process than those before. */
  changed(message: KernelMessage.IIOPubMessage): boolean {
    const state = (message.content as { execution_state?: string }).execution_state ?? '';
    if (!['starting', 'busy', 'idle'].includes(state)) {
      return false; // the rest is the server's, which speaks for a process that is gone
    }
    const asked = message.parent_header as { session?: string };
    if (asked.session === message.header.session) {
      return false; // a kernel in the browser, which speaks in the name of whoever has asked
    }
    const before = this._process;
    this._process = message.header.session;
    return before !== '' && before !== this._process;
  }

  /** Take the next message for the first one. */
  forget(): void {
    this._process = '';
  }

  private _process = ''; // by the session that its messages are of
}
