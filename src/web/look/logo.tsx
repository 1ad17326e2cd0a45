/** The headset of the product. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#2563eb" />
      <path d="M8 18v-2a8 8 0 0 1 16 0v2" fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <rect x="6.4" y="16.6" width="4.6" height="7" rx="2.2" fill="#fff" />
      <rect x="21" y="16.6" width="4.6" height="7" rx="2.2" fill="#fff" />
    </svg>
  );
}
